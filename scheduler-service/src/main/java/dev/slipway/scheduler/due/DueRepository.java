package dev.slipway.scheduler.due;

import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.WorkerLiveness;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which runs are due, in which pools, and when the next one will be. */
@ApplicationScoped
class DueRepository {
    /**
     * Of a deployment that can start now; those that wait for a slot come back as soon as there is one, which is before their
     * time. Half a minute, as long as they wait, bounds what has to be looked through.
     */
    private static final String STARTABLE = """
            r.state_type = 'SCHEDULED' and r.deployment_id is not null
            and coalesce(r.empirical_policy ->> 'retry_type', '') <> 'in_process'
            and coalesce(d.concurrency_limit, 1) > 0
            and r.next_scheduled_start_time <= $1::timestamptz + interval '30 seconds'
            and (r.next_scheduled_start_time <= $1 or r.state_name = 'AwaitingConcurrencySlot')
            and (r.state_name <> 'AwaitingConcurrencySlot' or d.concurrency_limit is null or d.concurrency_limit >
                (select count(*) from concurrency_leases l where l.workspace = r.workspace
                    and l.limit_name = 'deployment:' || d.id and l.expires_at > $1))
            """;

    private static final String POOLS =
            """
            select p.id, p.workspace, p.name, p.type, p.base_job_template, p.concurrency_limit,
                p.concurrency_limit is not null or exists (select from work_queues lq
                    where lq.work_pool_id = p.id and lq.concurrency_limit is not null) as has_limits
            from work_pools p
            where p.type = any($2) and not p.is_paused and not %s
                and exists (select from work_queues q join flow_runs r on r.work_queue_id = q.id
                    join deployments d on d.id = r.deployment_id
                    where q.work_pool_id = p.id and not q.is_paused and %s)
            """.formatted(WorkerLiveness.hasOnlineWorker("p.id", "$1::timestamptz"), STARTABLE);

    private static final String LOCK_LIMITS = "select pg_advisory_xact_lock(hashtextextended('pool:' || $1::uuid, 0))";

    /** Per queue in the order of priority what its limit leaves, and of that what the pool's limit leaves. */
    private static final String DUE = """
            with active as (
                select q.id, count(a.id) as runs
                from work_queues q
                left join flow_runs a on a.work_queue_id = q.id and a.state_type in ('PENDING', 'RUNNING')
                where q.work_pool_id = $2 and not q.is_paused group by q.id
            ), ranked as (
                select r.id, q.priority, r.next_scheduled_start_time,
                    row_number() over (partition by q.id order by r.next_scheduled_start_time, r.id) as position,
                    q.concurrency_limit - active.runs as free
                from work_queues q
                join active on active.id = q.id
                join flow_runs r on r.work_queue_id = q.id
                join deployments d on d.id = r.deployment_id
                where %s
            )
            select id from ranked
            where free is null or position <= free
            order by priority, next_scheduled_start_time, id
            limit least($3::bigint, $4::bigint - (select coalesce(sum(runs), 0) from active))
            """.formatted(STARTABLE);

    private static final String LOCK_RUNS = "select " + FlowRunRepository.COLUMNS
            + " from flow_runs r join work_queues q on q.id = r.work_queue_id"
            + " where r.id = any($1) and r.state_type = 'SCHEDULED'"
            + " order by q.priority, r.next_scheduled_start_time, r.id for update of r skip locked";

    private static final String NEXT = """
            select r.next_scheduled_start_time as next
            from flow_runs r
            join work_queues q on q.id = r.work_queue_id
            join work_pools p on p.id = q.work_pool_id
            where r.state_type = 'SCHEDULED' and r.next_scheduled_start_time > $1 and p.type = any($2)
            order by r.next_scheduled_start_time limit 1
            """;

    private static final String POOL_OF_QUEUE = """
            select p.id, p.workspace, p.name, p.type, p.base_job_template, p.concurrency_limit, false as has_limits
            from work_queues q join work_pools p on p.id = q.work_pool_id where q.id = $1
            """;

    private final Pool pool;

    DueRepository(Pool pool) {
        this.pool = pool;
    }

    /** The pools that the dispatcher serves and that have something to start. */
    Uni<List<PoolState>> pools(Collection<String> types, Instant now) {
        return pool.preparedQuery(POOLS)
                .execute(Tuple.of(WireTimes.column(now), types.toArray(String[]::new)))
                .map(rows -> rows.stream().map(DueRepository::poolState).toList());
    }

    /** The pool of a queue; its limits are not looked at. */
    Uni<Optional<PoolState>> poolOf(SqlConnection tx, UUID queueId) {
        return tx.preparedQuery(POOL_OF_QUEUE)
                .execute(Tuple.of(queueId))
                .map(rows -> rows.stream().findFirst().map(DueRepository::poolState));
    }

    /** Due runs of the pool within its limits, locked; runs that others work on are left to them. */
    Uni<List<FlowRun>> lockDue(SqlConnection tx, PoolState state, int count, Instant now) {
        Uni<Void> alone = state.hasLimits()
                ? tx.preparedQuery(LOCK_LIMITS).execute(Tuple.of(state.id())).replaceWithVoid()
                : Uni.createFrom().voidItem();
        Integer limit = state.limit();
        return alone.chain(() -> tx.preparedQuery(DUE)
                        .execute(Tuple.of(
                                WireTimes.column(now),
                                state.id(),
                                (long) count,
                                limit == null ? Integer.MAX_VALUE : limit)))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new))
                .chain(ids -> ids.length == 0
                        ? Uni.createFrom().item(List.of())
                        : tx.preparedQuery(LOCK_RUNS).execute(Tuple.of(ids)).map(FlowRunRepository::read));
    }

    /** When the next run of those pools becomes due. */
    Uni<Optional<Instant>> next(Collection<String> types, Instant now) {
        return pool.preparedQuery(NEXT)
                .execute(Tuple.of(WireTimes.column(now), types.toArray(String[]::new)))
                .map(rows -> rows.stream().findFirst().map(row -> row.getOffsetDateTime("next")
                        .toInstant()));
    }

    private static PoolState poolState(Row row) {
        return new PoolState(
                row.getUUID("id"),
                row.getString("workspace"),
                row.getString("name"),
                row.getString("type"),
                row.getJsonObject("base_job_template"),
                row.getInteger("concurrency_limit"),
                row.getBoolean("has_limits"));
    }
}
