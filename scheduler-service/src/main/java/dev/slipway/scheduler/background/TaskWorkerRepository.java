package dev.slipway.scheduler.background;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Table {@code task_workers}. */
@ApplicationScoped
class TaskWorkerRepository {
    private static final String OBSERVE = """
            insert into task_workers (session, workspace, client_id, task_keys, seen)
            select w.session, $1::text, w.client_id, w.task_keys, $3::timestamptz
            from jsonb_to_recordset($2::jsonb) as w (session uuid, client_id text, task_keys text[])
            on conflict (session) do update set seen = excluded.seen
            where task_workers.workspace = excluded.workspace and task_workers.seen < excluded.seen - interval '3 s'
            """;
    private static final String LISTENING = """
            select w.client_id, array_agg(distinct k.key) as task_keys, max(w.seen) as seen
            from task_workers w, unnest(w.task_keys) k (key)
            where w.workspace = $1 and w.seen > $2
            group by w.client_id
            having cardinality($3::text[]) = 0 or array_agg(k.key) && $3
            order by w.client_id
            """;

    /** How long rows of sessions stay that nobody said good-bye for. */
    private static final Duration LEFT_OVER = Duration.ofMinutes(10);

    private final Pool pool;
    private final Clock clock;

    TaskWorkerRepository(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** A process that listens, as clients see it. */
    record TaskWorkerView(String identifier, List<String> taskKeys, Instant timestamp) {}

    Uni<Void> observe(SqlConnection tx, String workspace, List<Round.Listener> workers) {
        var rows = new JsonArray();
        workers.forEach(worker -> rows.add(new JsonObject()
                .put("session", worker.session().toString())
                .put("client_id", worker.client())
                .put("task_keys", new JsonArray(worker.keys()))));
        return tx.preparedQuery(OBSERVE)
                .execute(Tuple.of(workspace, rows, WireTimes.column(clock.instant())))
                .replaceWithVoid();
    }

    Uni<Void> forget(SqlConnection tx, String workspace, UUID[] sessions) {
        return tx.preparedQuery("delete from task_workers where workspace = $1 and (session = any($2) or seen < $3)")
                .execute(Tuple.of(
                        workspace, sessions, WireTimes.column(clock.instant().minus(LEFT_OVER))))
                .replaceWithVoid();
    }

    /**
     * Who was seen since.
     *
     * @param keys none for all
     */
    Uni<List<TaskWorkerView>> listening(String workspace, List<String> keys, Instant since) {
        return pool.preparedQuery(LISTENING)
                .execute(Tuple.of(workspace, WireTimes.column(since), keys.toArray(String[]::new)))
                .map(Listing.each(row -> new TaskWorkerView(
                        row.getString("client_id"),
                        Arrays.asList(row.getArrayOfStrings("task_keys")),
                        row.getOffsetDateTime("seen").toInstant())));
    }
}
