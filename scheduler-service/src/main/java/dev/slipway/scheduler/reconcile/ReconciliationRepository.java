package dev.slipway.scheduler.reconcile;

import dev.slipway.contracts.Topic;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.state.StateType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The runs that need a job, and what they were told of. */
@ApplicationScoped
class ReconciliationRepository {
    private static final String DISPATCHED = """
            select workspace, id, attempt, state_id, state_type from flow_runs
            where dispatched and id > $1 and state_timestamp <= $2 order by id limit $3
            """;

    private static final String ON_THEIR_WAY =
            "select distinct key from outbox where published_at is null and topic = $1 and key = any($2)";

    /** Each time half as often: a dispatcher that is slow to read must not get more to read for it. */
    private static final String REPEAT = """
            insert into repeated_dues as d (flow_run_id, attempt, times, told_at) values ($1, $2, 1, $3)
            on conflict (flow_run_id) do update set attempt = excluded.attempt, told_at = excluded.told_at,
                times = case when d.attempt = excluded.attempt then d.times + 1 else 1 end
            where d.attempt <> excluded.attempt
                or d.told_at + least(interval '15 seconds' * power(2, least(d.times, 10)), interval '5 minutes') <= $3
            """;

    private static final String FORGET = "delete from repeated_dues where told_at < $1";

    private static final String STATES =
            "select id, attempt, state_type, state_timestamp from flow_runs where workspace = $1 and id = any($2)";

    private final Pool pool;

    ReconciliationRepository(Pool pool) {
        this.pool = pool;
    }

    /** The next runs behind {@code after} that need a job and have been in their state since {@code unchangedSince}. */
    Uni<List<DispatchedRun>> dispatched(UUID after, Instant unchangedSince, int count) {
        return pool.preparedQuery(DISPATCHED)
                .execute(Tuple.of(after, WireTimes.column(unchangedSince), count))
                .map(rows -> rows.stream().map(ReconciliationRepository::run).toList());
    }

    /** Those of the runs of which a fact still waits for Kafka. */
    Uni<Set<UUID>> onTheirWay(List<DispatchedRun> runs) {
        String[] keys = runs.stream().map(run -> run.id().toString()).toArray(String[]::new);
        return pool.preparedQuery(ON_THEIR_WAY)
                .execute(Tuple.of(Topic.RUNS.topicName(), keys))
                .map(rows -> rows.stream()
                        .map(row -> UUID.fromString(row.getString("key")))
                        .collect(Collectors.toSet()));
    }

    /** Notes that the dispatcher is told of an attempt again; false if that was done too recently. */
    Uni<Boolean> repeat(SqlConnection tx, UUID runId, int attempt, Instant now) {
        return tx.preparedQuery(REPEAT)
                .execute(Tuple.of(runId, attempt, WireTimes.column(now)))
                .map(result -> result.rowCount() == 1);
    }

    /** Forgets what was told longer ago than this. */
    Uni<Void> forget(Instant now, Duration age) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(WireTimes.column(now.minus(age))))
                .replaceWithVoid();
    }

    /** Where runs of a workspace are; unknown ones are missing. */
    Uni<Map<UUID, RunReport>> states(String workspace, UUID[] ids) {
        return pool.preparedQuery(STATES).execute(Tuple.of(workspace, ids)).map(rows -> rows.stream()
                .map(ReconciliationRepository::report)
                .collect(Collectors.toMap(RunReport::flowRunId, report -> report)));
    }

    private static DispatchedRun run(Row row) {
        return new DispatchedRun(
                row.getString("workspace"),
                row.getUUID("id"),
                row.getInteger("attempt"),
                row.getUUID("state_id"),
                StateType.valueOf(row.getString("state_type")));
    }

    private static RunReport report(Row row) {
        return new RunReport(
                row.getUUID("id"),
                row.getInteger("attempt"),
                row.getString("state_type"),
                WireTimes.instant(row.getOffsetDateTime("state_timestamp")));
    }
}
