package dev.slipway.scheduler.workpool;

import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.flowrun.FlowRunView;
import dev.slipway.scheduler.flowrun.FlowRunViews;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.ListQuery;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Which runs a worker may start. The answer claims nothing: that is the step from Scheduled to Pending. */
@ApplicationScoped
class Polling {
    /**
     * Runs that are due, per queue as many as it has free slots, per pool too. Runs of a deployment without a free slot
     * are left out where they would only be put back: otherwise they crowd out the ones behind them.
     */
    private static final String DUE = """
            with queues as (
                select q.id, q.priority, q.concurrency_limit,
                    (select count(*) from flow_runs a where a.work_queue_id = q.id and a.state_type in ('PENDING', 'RUNNING'))
                        as active
                from work_queues q
                where q.work_pool_id = $1 and not q.is_paused and (cardinality($2::text[]) = 0 or q.name = any($2))
            ), due as (
                select r.id, q.priority, r.next_scheduled_start_time, q.concurrency_limit, q.active,
                    row_number() over (partition by q.id order by r.next_scheduled_start_time, r.id) as place
                from queues q join flow_runs r on r.work_queue_id = q.id left join deployments d on d.id = r.deployment_id
                where r.state_type = 'SCHEDULED' and r.next_scheduled_start_time <= $3
                    and r.empirical_policy ->> 'retry_type' is distinct from 'in_process'
                    and (d.concurrency_limit is null or d.collision_strategy <> 'ENQUEUE' or d.concurrency_limit > (
                        select coalesce(sum(l.slots), 0) from concurrency_leases l
                        where l.workspace = d.workspace and l.limit_name = 'deployment:' || d.id and l.expires_at > $4))
            ), chosen as (
                select id, priority, next_scheduled_start_time from due
                where concurrency_limit is null or place <= concurrency_limit - active
                order by priority, next_scheduled_start_time, id
                limit greatest(0, least($5::bigint, $6::bigint - (
                    select count(*) from flow_runs a join work_queues aq on aq.id = a.work_queue_id
                    where aq.work_pool_id = $1 and not aq.is_paused and a.state_type in ('PENDING', 'RUNNING'))))
            )
            select %s from chosen c join flow_runs r on r.id = c.id order by c.priority, c.next_scheduled_start_time, c.id
            """.formatted(FlowRunRepository.COLUMNS);

    /** Many workers poll: what a queue shows of it needs no commit for each of them. */
    private static final String POLLED = "update work_queues set last_polled = $3 where work_pool_id = $1"
            + " and (cardinality($2::text[]) = 0 or name = any($2))"
            + " and (last_polled is null or last_polled < $3::timestamptz - interval '5 seconds')";

    private final Pool pool;
    private final FlowRunViews views;
    private final Clock clock;

    Polling(Pool pool, FlowRunViews views, Clock clock) {
        this.pool = pool;
        this.views = views;
        this.clock = clock;
    }

    /** A run that may be started. */
    record DueRun(UUID workPoolId, UUID workQueueId, FlowRunView flowRun) {}

    Uni<List<DueRun>> poll(WorkPool workPool, PollRequest request) {
        var queues = request.workQueueNames() == null
                ? new String[0]
                : request.workQueueNames().toArray(String[]::new);
        var noted =
                pool.preparedQuery(POLLED).execute(Tuple.of(workPool.id(), queues, WireTimes.column(clock.instant())));
        return workPool.isPaused() ? noted.replaceWith(List.of()) : noted.chain(() -> due(workPool, queues, request));
    }

    private Uni<List<DueRun>> due(WorkPool workPool, String[] queues, PollRequest request) {
        int limit = request.limit() == null ? ListQuery.MAX_LIMIT : request.limit();
        if (limit < 0 || limit > ListQuery.MAX_LIMIT) {
            throw ApiProblem.invalid("limit: must be between 0 and " + ListQuery.MAX_LIMIT);
        }
        var now = clock.instant();
        var before = request.scheduledBefore() == null ? now : request.scheduledBefore();
        var parameters = Tuple.tuple()
                .addUUID(workPool.id())
                .addArrayOfString(queues)
                .addOffsetDateTime(WireTimes.column(before))
                .addOffsetDateTime(WireTimes.column(now))
                .addInteger(limit)
                .addInteger(workPool.concurrencyLimit());
        return pool.preparedQuery(DUE)
                .execute(parameters)
                .chain(rows -> views.of(FlowRunRepository.read(rows)))
                .map(runs -> runs.stream().map(run -> dueRun(workPool, run)).toList());
    }

    private static DueRun dueRun(WorkPool workPool, FlowRunView run) {
        return new DueRun(workPool.id(), java.util.Objects.requireNonNull(run.workQueueId()), run);
    }
}
