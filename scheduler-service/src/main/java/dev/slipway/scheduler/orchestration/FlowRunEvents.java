package dev.slipway.scheduler.orchestration;

import dev.slipway.contracts.Event;
import dev.slipway.contracts.run.v1.RunCancelRequested;
import dev.slipway.contracts.run.v1.RunStateChanged;
import dev.slipway.outbox.Cause;
import dev.slipway.scheduler.event.EventLog;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells everybody that a run entered a state: clients by Prefect's event, our services by facts. */
@ApplicationScoped
public class FlowRunEvents {
    private final EventLog log;
    private final SurroundingsRepository surroundings;

    FlowRunEvents(EventLog log, SurroundingsRepository surroundings) {
        this.log = log;
        this.surroundings = surroundings;
    }

    /** What is needed to tell of the run. */
    public Uni<Surroundings> around(SqlConnection tx, FlowRun run) {
        return surroundings.of(tx, run);
    }

    /** A run was created with a state. */
    public Uni<Void> created(SqlConnection tx, FlowRun run, Surroundings around) {
        State state = run.state();
        return state == null ? Uni.createFrom().voidItem() : entered(tx, null, run, state, around);
    }

    Uni<Void> entered(SqlConnection tx, @Nullable State previous, FlowRun run, State state, Surroundings surroundings) {
        var event = StateEvent.of(previous, run, state, surroundings);
        RunStateChanged changed = changed(run, state, surroundings);
        List<Event> facts =
                isCancelRequest(run, state) ? List.of(changed, cancelRequest(run, state)) : List.of(changed);
        return log.appendNew(tx, run.workspace(), event, facts, cause(run));
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
