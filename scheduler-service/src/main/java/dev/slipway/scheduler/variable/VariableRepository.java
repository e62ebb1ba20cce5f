package dev.slipway.scheduler.variable;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.ListQuery;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.PartialUpdate;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code variables}. */
@ApplicationScoped
public class VariableRepository {
    private static final String INSERT =
            "insert into variables as v (id, workspace, name, value, tags, created, updated)"
                    + " values ($1, $2, $3, $4, $5, $6, $6) on conflict (workspace, name) do nothing returning v.*";

    private final Pool pool;
    private final Listing listing;
    private final Clock clock;
    private final Ids ids;

    VariableRepository(Pool pool, Listing listing, Clock clock, Ids ids) {
        this.pool = pool;
        this.listing = listing;
        this.clock = clock;
        this.ids = ids;
    }

    /** The values of the variables that there are, by their names. */
    public Uni<Map<String, Object>> values(SqlClient client, String workspace, Collection<String> names) {
        return client.preparedQuery(
                        "select v.name, v.value from variables v where v.workspace = $1 and v.name = any($2)")
                .execute(Tuple.of(workspace, names.toArray(String[]::new)))
                .map(rows -> {
                    var values = new HashMap<String, Object>();
                    rows.forEach(row -> values.put(row.getString("name"), row.getJson("value")));
                    return values;
                });
    }

    /** The values of all variables, by their names. */
    public Uni<Map<String, Object>> values(String workspace) {
        return pool.preparedQuery("select v.name, v.value from variables v where v.workspace = $1")
                .execute(Tuple.of(workspace))
                .map(rows -> {
                    var values = new HashMap<String, Object>();
                    rows.forEach(row -> values.put(row.getString("name"), row.getJson("value")));
                    return values;
                });
    }

    /** Adds a variable; empty if the name is taken. */
    Uni<Optional<Variable>> insert(String workspace, String name, @Nullable Object value, List<String> tags) {
        var row = Tuple.tuple()
                .addUUID(ids.next())
                .addString(workspace)
                .addString(name)
                .addValue(value == null ? Tuple.JSON_NULL : WireJson.jsonb(value))
                .addArrayOfString(tags.toArray(String[]::new))
                .addOffsetDateTime(WireTimes.column(clock.instant()));
        return pool.preparedQuery(INSERT).execute(row).map(VariableRepository::first);
    }

    Uni<Optional<Variable>> find(String workspace, UUID id) {
        return pool.preparedQuery("select v.* from variables v where v.workspace = $1 and v.id = $2")
                .execute(Tuple.of(workspace, id))
                .map(VariableRepository::first);
    }

    Uni<Optional<Variable>> named(String workspace, String name) {
        return pool.preparedQuery("select v.* from variables v where v.workspace = $1 and v.name = $2")
                .execute(Tuple.of(workspace, name))
                .map(VariableRepository::first);
    }

    Uni<List<Variable>> list(ListQuery query, @Nullable JsonObject body) {
        return listing.list(query, body, "NAME_ASC", "v.*", Listing.each(VariableRepository::read));
    }

    Uni<Void> update(Variable variable, JsonObject changes) {
        var update = PartialUpdate.of("variables", changes, clock.instant())
                .text("name")
                .json("value")
                .texts("tags");
        var sql = update.where(variable.workspace(), variable.id());
        return pool.preparedQuery(sql).execute(update.values()).replaceWithVoid();
    }

    Uni<Void> delete(Variable variable) {
        return pool.preparedQuery("delete from variables where workspace = $1 and id = $2")
                .execute(Tuple.of(variable.workspace(), variable.id()))
                .replaceWithVoid();
    }

    private static Optional<Variable> first(io.vertx.mutiny.sqlclient.RowSet<Row> rows) {
        return Listing.each(VariableRepository::read).apply(rows).stream().findFirst();
    }

    private static Variable read(Row row) {
        var value = row.getJson("value");
        return new Variable(
                row.getUUID("id"),
                row.getString("workspace"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getString("name"),
                value == Tuple.JSON_NULL ? null : value,
                List.of(row.getArrayOfStrings("tags")));
    }
}
