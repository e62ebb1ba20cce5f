package dev.slipway.dispatcher.dispatch;

import static dev.slipway.dispatcher.dispatch.DispatchMapper.time;

import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.outbox.Cause;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code dispatches}. Every change of state is guarded by the states that may precede it and by the lease of whoever
 * makes it, so a replica that was paused past its lease changes nothing.
 */
@ApplicationScoped
class DispatchRepository {
    private static final String KEY = " where workspace = $1 and flow_run_id = $2 and attempt = $3";
    private static final String GUARD = KEY + " and state = any($4) and lease_owner = $5";
    private static final String UNLEASED = ", lease_owner = null, lease_until = null";

    private static final String RECORD = "insert into dispatches (workspace, flow_run_id, attempt, state, request,"
            + " correlation_id, causation_id, recorded_at, next_try_at)"
            + " values ($1, $2, $3, 'RECORDED', $4, $5, $6, $7, $7) on conflict do nothing";
    private static final String CREATED = "update dispatches set state = 'CREATED', infrastructure_id = $6,"
            + " container_id = $7, container_name = $8, image = $9, created_at = $10, place_type = $11, place_name = $12,"
            + " failing_since = null, lease_owner = case when $13 then lease_owner end,"
            + " lease_until = case when $13 then lease_until end" + GUARD
            + " returning " + DispatchMapper.COLUMNS;
    private static final String RUNNING = "update dispatches set state = 'RUNNING', started_at = $6" + UNLEASED + GUARD;
    private static final String END = "update dispatches set state = 'ENDED', end_reason = $6, exit_code = $7,"
            + " message = $8, ended_at = $9" + UNLEASED + GUARD;
    private static final String LOSE = "update dispatches set state = 'LOST', message = $6, ended_at = $7,"
            + " removed_at = $7" + UNLEASED + GUARD;
    private static final String END_RECORDED = "update dispatches set state = 'ENDED', end_reason = 'CANCELLED',"
            + " message = $4, ended_at = $5 where workspace = $1 and flow_run_id = $2 and attempt <= $3"
            + " and state = 'RECORDED' returning " + DispatchMapper.COLUMNS;
    private static final String ORDER_STOP = "update dispatches set stop_reason = coalesce(stop_reason, $4),"
            + " stop_not_before = least(stop_not_before, $5)"
            + " where workspace = $1 and flow_run_id = $2 and attempt <= $3 and state = any($6)";
    private static final String FIND = "select " + DispatchMapper.COLUMNS + " from dispatches" + KEY;
    private static final String BY_RUN = "select " + DispatchMapper.COLUMNS
            + " from dispatches where workspace = $1 and flow_run_id = $2 order by attempt";

    /** False if the attempt was recorded before. */
    Uni<Boolean> record(SqlConnection tx, RunDue request, Cause cause, Instant now) {
        AttemptKey key = AttemptKey.of(request);
        return tx.preparedQuery(RECORD)
                .execute(Tuple.from(new Object[] {
                    key.workspace(),
                    key.flowRunId(),
                    key.attempt(),
                    DispatchMapper.json(request),
                    cause.correlationId(),
                    cause.causationId(),
                    time(now)
                }))
                .map(result -> result.rowCount() == 1);
    }

    /** @param keepLease or else the lease goes with this change */
    Uni<Optional<Dispatch>> created(
            SqlConnection tx,
            AttemptKey key,
            UUID owner,
            Infrastructure infrastructure,
            boolean keepLease,
            Instant now) {
        Tuple values = guard(key, DispatchState.CREATED, owner)
                .addString(infrastructure.id())
                .addString(infrastructure.containerId())
                .addString(infrastructure.name())
                .addString(infrastructure.image())
                .addOffsetDateTime(time(now))
                .addString(infrastructure.place().type())
                .addString(infrastructure.place().name())
                .addBoolean(keepLease);
        return first(tx, CREATED, values);
    }

    Uni<Boolean> running(SqlConnection tx, AttemptKey key, UUID owner, Instant startedAt) {
        return changed(tx, RUNNING, guard(key, DispatchState.RUNNING, owner).addOffsetDateTime(time(startedAt)));
    }

    Uni<Boolean> ended(SqlConnection tx, AttemptKey key, UUID owner, Ending ending, Instant now) {
        Tuple values = guard(key, DispatchState.ENDED, owner)
                .addString(ending.reason().name())
                .addValue(ending.exitCode())
                .addString(ending.message())
                .addOffsetDateTime(time(now));
        return changed(tx, END, values);
    }

    Uni<Boolean> lost(SqlConnection tx, AttemptKey key, UUID owner, String message, Instant now) {
        Tuple values = guard(key, DispatchState.LOST, owner).addString(message).addOffsetDateTime(time(now));
        return changed(tx, LOSE, values);
    }

    /** Ends what no launcher has claimed yet; answers what it ended. */
    Uni<List<Dispatch>> endRecorded(SqlConnection tx, AttemptKey upTo, String message, Instant now) {
        return tx.preparedQuery(END_RECORDED)
                .execute(key(upTo).addString(message).addOffsetDateTime(time(now)))
                .map(DispatchRepository::all);
    }

    /** Marks what has been claimed or runs; the first reason stays, the earlier time wins. */
    Uni<Void> orderStop(SqlConnection tx, AttemptKey upTo, StopReason reason, Instant notBefore) {
        return tx.preparedQuery(ORDER_STOP)
                .execute(key(upTo)
                        .addString(reason.name())
                        .addOffsetDateTime(time(notBefore))
                        .addArrayOfString(DispatchState.live().toArray(String[]::new)))
                .replaceWithVoid();
    }

    Uni<Optional<Dispatch>> find(SqlConnection tx, AttemptKey key) {
        return first(tx, FIND, key(key));
    }

    Uni<List<Dispatch>> findByRun(SqlConnection tx, String workspace, UUID flowRunId) {
        return tx.preparedQuery(BY_RUN).execute(Tuple.of(workspace, flowRunId)).map(DispatchRepository::all);
    }

    static Tuple key(AttemptKey key) {
        return Tuple.of(key.workspace(), key.flowRunId(), key.attempt());
    }

    static List<Dispatch> all(RowSet<Row> rows) {
        return rows.stream().map(DispatchMapper::dispatch).toList();
    }

    private static Tuple guard(AttemptKey key, DispatchState next, UUID owner) {
        return key(key).addArrayOfString(next.predecessors()).addUUID(owner);
    }

    private static Uni<Boolean> changed(SqlConnection tx, String statement, Tuple values) {
        return tx.preparedQuery(statement).execute(values).map(result -> result.rowCount() == 1);
    }

    private static Uni<Optional<Dispatch>> first(SqlConnection tx, String statement, Tuple values) {
        return tx.preparedQuery(statement)
                .execute(values)
                .map(rows -> rows.stream().findFirst().map(DispatchMapper::dispatch));
    }
}
