package dev.slipway.dispatcher.dispatch;

import static dev.slipway.dispatcher.dispatch.DispatchMapper.instant;
import static dev.slipway.dispatcher.dispatch.DispatchMapper.time;

import dev.slipway.contracts.job.v1.JobRepaired;
import dev.slipway.outbox.Outbox;
import dev.slipway.outbox.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Attempts that are held to be needed, to be compared with the runs that should need them. */
@ApplicationScoped
public class LiveAttempts {
    private static final String LIVE =
            "state in ('RECORDED', 'CREATING', 'CREATED', 'RUNNING') and stop_reason is null";
    private static final String NEEDED = "select workspace, flow_run_id, attempt from dispatches where " + LIVE
            + " and (workspace, flow_run_id, attempt) > ($1, $2, $3) and recorded_at <= $4"
            + " order by workspace, flow_run_id, attempt limit $5";
    private static final String LOCK =
            "select " + DispatchMapper.COLUMNS + " from dispatches where workspace = $1 and flow_run_id = $2"
                    + " and attempt = $3 and " + LIVE + " for update";
    private static final String REPORTS = "select flow_run_id, attempt, state, end_reason, message, ended_at"
            + " from dispatches where workspace = $1 and (flow_run_id, attempt) in"
            + " (select * from unnest($2::uuid[], $3::integer[]))";

    private final Pool pool;
    private final Transactions transactions;
    private final Dispatches dispatches;
    private final Outbox outbox;

    LiveAttempts(Pool pool, Transactions transactions, Dispatches dispatches, Outbox outbox) {
        this.pool = pool;
        this.transactions = transactions;
        this.dispatches = dispatches;
        this.outbox = outbox;
    }

    /** The next attempts behind {@code after} that were recorded before that time and that nobody wants to stop. */
    public Uni<List<AttemptKey>> needed(AttemptKey after, Instant recordedBefore, int count) {
        return pool.preparedQuery(NEEDED)
                .execute(DispatchRepository.key(after)
                        .addOffsetDateTime(time(recordedBefore))
                        .addInteger(count))
                .map(rows -> rows.stream().map(LiveAttempts::key).toList());
    }

    /** What is known of attempts of one workspace; unknown ones are missing. */
    public Uni<List<AttemptReport>> reports(String workspace, UUID[] flowRunIds, Integer[] attempts) {
        return pool.preparedQuery(REPORTS)
                .execute(Tuple.of(workspace, flowRunIds, attempts))
                .map(rows -> rows.stream().map(LiveAttempts::report).toList());
    }

    /** What no run needs, and why. */
    public record Unneeded(
            AttemptKey key, JobRepaired.Found found, StopReason reason, Instant notBefore, String message) {}

    /** Wants the attempt to be gone, and tells of it; false if that is so already. */
    public Uni<Boolean> stop(Unneeded unneeded, Instant now) {
        return transactions.run(tx -> tx.preparedQuery(LOCK)
                .execute(DispatchRepository.key(unneeded.key()))
                .map(rows -> rows.stream().findFirst().map(DispatchMapper::dispatch))
                .chain(found -> stop(tx, found, unneeded, now)));
    }

    private Uni<Boolean> stop(SqlConnection tx, Optional<Dispatch> found, Unneeded unneeded, Instant now) {
        return found.map(dispatch -> outbox.append(tx, fact(dispatch, unneeded, now), dispatch.cause())
                        .chain(() -> dispatches.orderStop(tx, dispatch.key(), unneeded.reason(), unneeded.notBefore()))
                        .replaceWith(true))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private static JobRepaired fact(Dispatch dispatch, Unneeded unneeded, Instant now) {
        AttemptKey key = dispatch.key();
        return new JobRepaired(
                key.workspace(),
                key.flowRunId(),
                key.attempt(),
                dispatch.infrastructureId(),
                unneeded.found(),
                unneeded.message(),
                now);
    }

    private static AttemptKey key(Row row) {
        return new AttemptKey(row.getString("workspace"), row.getUUID("flow_run_id"), row.getInteger("attempt"));
    }

    private static AttemptReport report(Row row) {
        return new AttemptReport(
                row.getUUID("flow_run_id"),
                row.getInteger("attempt"),
                row.getString("state"),
                row.getString("end_reason"),
                row.getString("message"),
                instant(row.getOffsetDateTime("ended_at")));
    }
}
