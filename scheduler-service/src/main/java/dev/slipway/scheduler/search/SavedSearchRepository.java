package dev.slipway.scheduler.search;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.ListQuery;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code saved_searches}. */
@ApplicationScoped
class SavedSearchRepository {
    private static final String UPSERT =
            "insert into saved_searches as s (id, workspace, name, filters, created, updated) values ($1, $2, $3, $4, $5, $5)"
                    + " on conflict (workspace, name) do update set filters = excluded.filters, updated = excluded.updated"
                    + " returning s.*, s.xmax = 0 as is_new";

    private final Pool pool;
    private final Listing listing;
    private final Clock clock;
    private final Ids ids;

    SavedSearchRepository(Pool pool, Listing listing, Clock clock, Ids ids) {
        this.pool = pool;
        this.listing = listing;
        this.clock = clock;
        this.ids = ids;
    }

    /** The search as it is now, and whether its name is new. */
    record Saved(SavedSearch search, boolean isNew) {}

    /** Keeps the filters under the name, in place of those that it had. */
    Uni<Saved> save(String workspace, String name, JsonArray filters) {
        var row = Tuple.of(ids.next(), workspace, name, filters, WireTimes.column(clock.instant()));
        return pool.preparedQuery(UPSERT).execute(row).map(rows -> {
            var saved = rows.iterator().next();
            return new Saved(read(saved), saved.getBoolean("is_new"));
        });
    }

    Uni<Optional<SavedSearch>> find(String workspace, UUID id) {
        return pool.preparedQuery("select s.* from saved_searches s where s.workspace = $1 and s.id = $2")
                .execute(Tuple.of(workspace, id))
                .map(rows -> Listing.each(SavedSearchRepository::read).apply(rows).stream()
                        .findFirst());
    }

    Uni<List<SavedSearch>> list(ListQuery query, @Nullable JsonObject body) {
        return listing.list(query, body, "NAME_ASC", "s.*", Listing.each(SavedSearchRepository::read));
    }

    /** Whether there was such a search. */
    Uni<Boolean> delete(String workspace, UUID id) {
        return pool.preparedQuery("delete from saved_searches where workspace = $1 and id = $2")
                .execute(Tuple.of(workspace, id))
                .map(deleted -> deleted.rowCount() > 0);
    }

    private static SavedSearch read(Row row) {
        return new SavedSearch(
                row.getUUID("id"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getString("name"),
                row.getJsonArray("filters"));
    }
}
