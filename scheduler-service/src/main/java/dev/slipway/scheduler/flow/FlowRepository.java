package dev.slipway.scheduler.flow;

import dev.slipway.contracts.Ids;
import dev.slipway.contracts.deployment.v1.DeploymentRemoved;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.ListQuery;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code flows}. */
@ApplicationScoped
public class FlowRepository {
    private static final String COLUMNS = "f.id, f.workspace, f.created, f.updated, f.name, f.tags, f.labels";

    private final Pool pool;
    private final Listing listing;
    private final Clock clock;
    private final Ids ids;

    FlowRepository(Pool pool, Listing listing, Clock clock, Ids ids) {
        this.pool = pool;
        this.listing = listing;
        this.clock = clock;
        this.ids = ids;
    }

    /** The flow that was asked for, and whether it is new. */
    public record Ensured(Flow flow, boolean isNew) {}

    /** The flow of that name; made if there is none, else left as it is. */
    public Uni<Ensured> ensure(SqlClient client, String workspace, String name, List<String> tags, JsonObject labels) {
        var row = Tuple.tuple()
                .addUUID(ids.next())
                .addString(workspace)
                .addString(name)
                .addArrayOfString(tags.toArray(String[]::new))
                .addJsonObject(labels)
                .addOffsetDateTime(WireTimes.column(clock.instant()));
        return client.preparedQuery("insert into flows as f (id, workspace, name, tags, labels, created, updated)"
                        + " values ($1, $2, $3, $4, $5, $6, $6) on conflict (workspace, name) do nothing returning "
                        + COLUMNS)
                .execute(row)
                .chain(inserted -> inserted.size() > 0
                        ? Uni.createFrom()
                                .item(new Ensured(read(inserted.iterator().next()), true))
                        : named(client, workspace, name).map(found -> new Ensured(found.orElseThrow(), false)));
    }

    Uni<Ensured> ensure(String workspace, String name, List<String> tags, JsonObject labels) {
        return ensure(pool, workspace, name, tags, labels);
    }

    /** The flow with that id. */
    public Uni<Optional<Flow>> find(SqlClient client, String workspace, UUID id) {
        return one(client, "f.workspace = $1 and f.id = $2", Tuple.of(workspace, id));
    }

    /** The flow with that id, as last committed. */
    public Uni<Optional<Flow>> find(String workspace, UUID id) {
        return find(pool, workspace, id);
    }

    /** The flow with that name, as last committed. */
    public Uni<Optional<Flow>> named(String workspace, String name) {
        return named(pool, workspace, name);
    }

    private static Uni<Optional<Flow>> named(SqlClient client, String workspace, String name) {
        return one(client, "f.workspace = $1 and f.name = $2", Tuple.of(workspace, name));
    }

    Uni<List<Flow>> list(ListQuery query, @Nullable JsonObject body) {
        return listing.list(query, body, "NAME_ASC", COLUMNS, Listing.each(FlowRepository::read));
    }

    Uni<Boolean> setTags(String workspace, UUID id, List<String> tags) {
        return pool.preparedQuery("update flows set tags = $3, updated = $4 where workspace = $1 and id = $2")
                .execute(Tuple.of(workspace, id, tags.toArray(String[]::new), WireTimes.column(clock.instant())))
                .map(updated -> updated.rowCount() > 0);
    }

    /** What is to be told about the deployments that go with the flow. */
    Uni<List<DeploymentRemoved>> deploymentsOf(SqlConnection tx, Flow flow) {
        return tx.preparedQuery("select id, name from deployments where workspace = $1 and flow_id = $2")
                .execute(Tuple.of(flow.workspace(), flow.id()))
                .map(Listing.each(row -> new DeploymentRemoved(
                        flow.workspace(), row.getUUID("id"), flow.name(), row.getString("name"), clock.instant())));
    }

    /** Removes the flow with all that refers to it. */
    Uni<Void> delete(SqlConnection tx, Flow flow) {
        return tx.preparedQuery("delete from flows where workspace = $1 and id = $2")
                .execute(Tuple.of(flow.workspace(), flow.id()))
                .replaceWithVoid();
    }

    private static Uni<Optional<Flow>> one(SqlClient client, String condition, Tuple parameters) {
        return client.preparedQuery("select " + COLUMNS + " from flows f where " + condition)
                .execute(parameters)
                .map(rows ->
                        Listing.each(FlowRepository::read).apply(rows).stream().findFirst());
    }

    private static Flow read(Row row) {
        return new Flow(
                row.getUUID("id"),
                row.getString("workspace"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getString("name"),
                List.of(row.getArrayOfStrings("tags")),
                row.getJsonObject("labels"));
    }
}
