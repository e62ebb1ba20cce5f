package dev.slipway.builder.poll;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table {@code ref_polls}. */
@ApplicationScoped
class PollRepository {
    /** New projects get a turn of their own, not all at one time. */
    private static final String ADD_NEW = "insert into ref_polls (workspace, project, next_at)"
            + " select workspace, slug, $1::timestamptz + random() * ($2 * interval '1 millisecond') from projects"
            + " where not exists (select 1 from ref_polls where ref_polls.workspace = projects.workspace"
            + " and ref_polls.project = projects.slug) on conflict do nothing";

    private static final String CLAIM = "update ref_polls set lease_until = $2 where (workspace, project) ="
            + " (select workspace, project from ref_polls where next_at <= $1"
            + " and (lease_until is null or lease_until < $1) order by next_at limit 1 for update skip locked)"
            + " returning workspace, project, refs, failures";
    private static final String DONE =
            "update ref_polls set next_at = $3, lease_until = null, polled_at = $4, failure = null,"
                    + " failures = 0, refs = $5, caught_up = caught_up + $6 where workspace = $1 and project = $2";
    private static final String FAILED = "update ref_polls set next_at = $3, lease_until = null, polled_at = $4,"
            + " failure = $5, failures = failures + 1 where workspace = $1 and project = $2";
    private static final String NOW = "insert into ref_polls (workspace, project, next_at)"
            + " select workspace, slug, $3 from projects where workspace = $1 and slug = $2"
            + " on conflict (workspace, project) do update set next_at = excluded.next_at";
    private static final String FIND =
            "select polled_at, next_at, failure, caught_up from ref_polls" + " where workspace = $1 and project = $2";

    private final Pool pool;

    PollRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> addNew(Instant now, long withinMillis) {
        return pool.preparedQuery(ADD_NEW)
                .execute(Tuple.of(at(now), (double) withinMillis))
                .replaceWithVoid();
    }

    /** The project that has waited longest; nobody else takes it until then. */
    Uni<Optional<Turn>> claim(Instant now, Instant until) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(at(now), at(until)))
                .map(rows -> rows.stream().findFirst().map(PollRepository::turn));
    }

    Uni<Void> done(SqlConnection tx, Turn turn, Instant next, Instant now, Map<String, String> refs, int caughtUp) {
        return tx.preparedQuery(DONE)
                .execute(Tuple.from(new Object[] {
                    turn.workspace(),
                    turn.project(),
                    at(next),
                    at(now),
                    new JsonObject(Map.copyOf(refs)),
                    (long) caughtUp
                }))
                .replaceWithVoid();
    }

    Uni<Void> failed(Turn turn, Instant next, Instant now, String why) {
        return pool.preparedQuery(FAILED)
                .execute(Tuple.of(turn.workspace(), turn.project(), at(next), at(now), why))
                .replaceWithVoid();
    }

    /** Its turn comes at once. */
    Uni<Boolean> callUp(String workspace, String project, Instant now) {
        return pool.preparedQuery(NOW)
                .execute(Tuple.of(workspace, project, at(now)))
                .map(rows -> rows.rowCount() > 0);
    }

    Uni<Optional<PollView>> find(String workspace, String project) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(workspace, project))
                .map(rows -> rows.stream().findFirst().map(PollRepository::view));
    }

    private static PollView view(Row row) {
        OffsetDateTime polledAt = row.getOffsetDateTime("polled_at");
        return new PollView(
                polledAt == null ? null : polledAt.toInstant(),
                row.getOffsetDateTime("next_at").toInstant(),
                row.getString("failure"),
                row.getLong("caught_up"));
    }

    private static Turn turn(Row row) {
        JsonObject json = row.getJsonObject("refs");
        Map<String, String> refs = null;
        if (json != null) {
            refs = new TreeMap<>();
            for (Map.Entry<String, Object> entry : json) {
                refs.put(entry.getKey(), String.valueOf(entry.getValue()));
            }
        }
        return new Turn(row.getString("workspace"), row.getString("project"), refs, row.getInteger("failures"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * A project whose turn it is.
     *
     * @param refs what was seen last; null if nothing was
     */
    record Turn(String workspace, String project, @Nullable Map<String, String> refs, int failures) {}
}
