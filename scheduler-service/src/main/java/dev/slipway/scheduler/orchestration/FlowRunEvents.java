package dev.slipway.scheduler.orchestration;

import dev.slipway.contracts.run.v1.RunCancelRequested;
import dev.slipway.contracts.run.v1.RunStateChanged;
import dev.slipway.outbox.Cause;
import dev.slipway.outbox.Outbox;
import dev.slipway.scheduler.event.EventLog;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Tells everybody that a run entered a state: clients by Prefect's event, our services by facts. */
@ApplicationScoped
public class FlowRunEvents {
    private final EventLog log;
    private final Outbox outbox;
    private final SurroundingsRepository surroundings;

    FlowRunEvents(EventLog log, Outbox outbox, SurroundingsRepository surroundings) {
        this.log = log;
        this.outbox = outbox;
        this.surroundings = surroundings;
    }

    /** A run was created with a state. */
    public Uni<Void> created(SqlConnection tx, FlowRun run) {
        State state = run.state();
        return state == null
                ? Uni.createFrom().voidItem()
                : surroundings.of(tx, run).chain(around -> entered(tx, null, run, state, around));
    }

    Uni<Void> entered(SqlConnection tx, @Nullable State previous, FlowRun run, State state, Surroundings surroundings) {
        var event = StateEvent.of(previous, run, state, surroundings);
        return log.append(tx, run.workspace(), event, cause(run))
                .chain(() -> outbox.append(tx, changed(run, state, surroundings), cause(run)))
                .chain(() -> isCancelRequest(run, state)
                        ? outbox.append(tx, cancelRequest(run, state), cause(run))
                        : Uni.createFrom().voidItem());
    }

    private static RunStateChanged changed(FlowRun run, State state, Surroundings surroundings) {
        Surroundings.WorkPool pool = surroundings.workPool();
        return new RunStateChanged(
                run.workspace(),
                run.id(),
                run.progress().attempt(),
                state.id(),
                state.type().name(),
                state.name(),
                state.message(),
                run.deploymentId(),
                pool == null ? null : pool.type(),
                state.timestamp());
    }

    private static boolean isCancelRequest(FlowRun run, State state) {
        return state.type() == StateType.CANCELLING && run.progress().attempt() > 0;
    }

    private static RunCancelRequested cancelRequest(FlowRun run, State state) {
        return new RunCancelRequested(run.workspace(), run.id(), run.progress().attempt(), state.timestamp());
    }

    /** One story per slot or ad-hoc run. */
    public static Cause cause(FlowRun run) {
        String correlation = run.correlationId();
        return Cause.correlatedBy(correlation == null ? "run:" + run.id() : correlation);
    }
}
