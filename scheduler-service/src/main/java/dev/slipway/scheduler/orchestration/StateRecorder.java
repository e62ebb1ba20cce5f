package dev.slipway.scheduler.orchestration;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateType;
import dev.slipway.scheduler.taskrun.TaskRuns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Stores what was decided: the state, the run, its slot, those who follow it, and what is told about it. */
@ApplicationScoped
class StateRecorder {
    private final FlowRunRepository runs;
    private final LeaseRepository leases;
    private final FlowRunEvents events;
    private final TaskRuns taskRuns;
    private final Clock clock;
    private final Ids ids;

    StateRecorder(
            FlowRunRepository runs,
            LeaseRepository leases,
            FlowRunEvents events,
            TaskRuns taskRuns,
            Clock clock,
            Ids ids) {
        this.runs = runs;
        this.leases = leases;
        this.events = events;
        this.taskRuns = taskRuns;
        this.clock = clock;
        this.ids = ids;
    }

    Uni<Void> record(SqlConnection tx, FlowRun before, Decision decision, Surroundings surroundings) {
        State state = decision.stored();
        if (state == null) {
            return Uni.createFrom().voidItem();
        }
        FlowRun run = decision.run();
        // none of them needs another's answer, so they travel together
        return Uni.combine()
                .all()
                .unis(
                        runs.insertState(tx, run, state),
                        runs.update(tx, run),
                        leases.change(tx, run, decision.slots(), clock.instant()),
                        tellTaskRuns(tx, run, state),
                        events.entered(tx, before.state(), run, state, surroundings))
                .discardItems();
    }

    /** The task run that stands for a subflow shows its state; a cancelled run leaves no task run running. */
    private Uni<Void> tellTaskRuns(SqlConnection tx, FlowRun run, State state) {
        UUID parent = run.parentTaskRunId();
        Uni<Void> told = parent == null
                ? Uni.createFrom().voidItem()
                : taskRuns.enter(tx, run.workspace(), parent, mirrored(run, state));
        return state.type() == StateType.CANCELLED
                ? told.chain(() -> taskRuns.cancelOf(tx, run.workspace(), run.id()))
                : told;
    }

    private State mirrored(FlowRun run, State state) {
        return new State(
                ids.next(),
                state.type(),
                state.name(),
                state.timestamp(),
                state.message(),
                state.data(),
                state.stateDetails().withChildFlowRunId(run.id()));
    }
}
