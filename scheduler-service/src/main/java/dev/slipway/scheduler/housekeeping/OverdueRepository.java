package dev.slipway.scheduler.housekeeping;

import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.json.WireTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Runs and leases whose time is over; locked runs are left to those who work on them. */
@ApplicationScoped
class OverdueRepository {
    private static final String SELECT = "select " + FlowRunRepository.COLUMNS + " from flow_runs r where ";
    private static final String LOCK = " limit $2 for update skip locked";
    private static final String LATE = SELECT
            + "state_type = 'SCHEDULED' and state_name = 'Scheduled' and next_scheduled_start_time < $1"
            + " order by next_scheduled_start_time" + LOCK;
    private static final String EXPIRED_PAUSES = SELECT
            + "state_type = 'PAUSED' and (state -> 'state_details' ->> 'pause_timeout')::timestamptz < $1" + LOCK;
    private static final String STUCK = SELECT + "state_type = 'CANCELLING' and state_timestamp < $1" + LOCK;

    /** A deployed one that was told to stop is on its way; any other ends with this. */
    private static final String ORPHANED = SELECT + """
            r.parent_task_run_id is not null
                and r.state_type in ('SCHEDULED', 'PENDING', 'RUNNING', 'PAUSED', 'CANCELLING')
                and not (r.state_type = 'CANCELLING' and r.deployment_id is not null)
                and exists (select from task_runs t join flow_runs parent on parent.id = t.flow_run_id
                    where t.id = r.parent_task_run_id and parent.state_type = 'CANCELLED')
            limit $1 for update of r skip locked
            """;

    /** As long as an attempt is known to run, its slot is in use, whether its process manages to renew the lease or not. */
    private static final String KEEP_LEASES = """
            update concurrency_leases l set expires_at = $2 from flow_runs r
            where l.expires_at < $1 and l.limit_name like 'deployment:%' and r.id = l.holder_id and r.dispatched
                and r.state_type in ('PENDING', 'RUNNING', 'CANCELLING')
            """;

    private static final String EXPIRED_LEASES = "delete from concurrency_leases where expires_at < $1";

    Uni<List<FlowRun>> late(SqlConnection tx, Instant before, int count) {
        return runs(tx, LATE, before, count);
    }

    Uni<List<FlowRun>> expiredPauses(SqlConnection tx, Instant now, int count) {
        return runs(tx, EXPIRED_PAUSES, now, count);
    }

    Uni<List<FlowRun>> stuckCancellations(SqlConnection tx, Instant before, int count) {
        return runs(tx, STUCK, before, count);
    }

    /** Subflows that go on although the run that they belong to was cancelled. */
    Uni<List<FlowRun>> ofCancelled(SqlConnection tx, int count) {
        return tx.preparedQuery(ORPHANED).execute(Tuple.of(count)).map(FlowRunRepository::read);
    }

    /** Answers how many leases were taken back. */
    Uni<Integer> reclaimLeases(SqlConnection tx, Instant now) {
        Duration soon = Duration.ofMinutes(1);
        return tx.preparedQuery(KEEP_LEASES)
                .execute(Tuple.of(WireTimes.column(now.plus(soon)), WireTimes.column(now.plus(soon.multipliedBy(5)))))
                .chain(() -> tx.preparedQuery(EXPIRED_LEASES).execute(Tuple.of(WireTimes.column(now))))
                .map(deleted -> deleted.rowCount());
    }

    private static Uni<List<FlowRun>> runs(SqlConnection tx, String sql, Instant time, int count) {
        return tx.preparedQuery(sql)
                .execute(Tuple.of(WireTimes.column(time), count))
                .map(FlowRunRepository::read);
    }
}
