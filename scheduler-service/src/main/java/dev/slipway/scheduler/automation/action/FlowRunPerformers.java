package dev.slipway.scheduler.automation.action;

import dev.slipway.scheduler.caller.Caller;
import dev.slipway.scheduler.flowrun.FlowRunChanges;
import dev.slipway.scheduler.input.Resumption;
import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.orchestration.Orchestrator;
import dev.slipway.scheduler.orchestration.Outcome;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes the states of flow runs, and deletes them. */
@ApplicationScoped
class FlowRunPerformers {
    private static final Duration LONGEST_SUSPENSION = Duration.ofHours(1);

    private final Orchestrator orchestrator;
    private final Resumption resumption;
    private final FlowRunChanges changes;
    private final Clock clock;

    FlowRunPerformers(Orchestrator orchestrator, Resumption resumption, FlowRunChanges changes, Clock clock) {
        this.orchestrator = orchestrator;
        this.resumption = resumption;
        this.changes = changes;
        this.clock = clock;
    }

    Performer.Change cancel(TriggeredAction action, Report report) {
        return propose(action, report, proposal(StateType.CANCELLING, null, "Cancelled" + by(action)), false);
    }

    Performer.Change suspend(TriggeredAction action, Report report) {
        var details = WireJson.read(
                new JsonObject()
                        .put("pause_timeout", WireTimes.format(clock.instant().plus(LONGEST_SUSPENSION)))
                        .put("pause_reschedule", true),
                StateDetails.class);
        var suspended = new StateProposal(StateType.PAUSED, "Suspended", "Suspended" + by(action), null, details);
        return propose(action, report, suspended, false);
    }

    Performer.Change change(TriggeredAction action, Report report) {
        var asked = action.action();
        var message = asked.getString("message");
        var proposal = proposal(
                StateType.valueOf(asked.getString("state")),
                asked.getString("name"),
                message == null || message.isEmpty() ? "State changed" + by(action) : message);
        return propose(action, report, proposal, asked.getBoolean("force", false));
    }

    Performer.Change resume(TriggeredAction action, Report report) {
        UUID id = target(action, report);
        return tx -> resumption
                .resume(tx, id, null, Caller.service(action.workspace()))
                .invoke(resumed -> {
                    boolean isAccepted =
                            resumed.outcome().map(Outcome::isAccepted).orElse(false);
                    if (!isAccepted) {
                        var problem = resumed.problem();
                        throw new ActionFailed("Failed to resume flow run: "
                                + resumed.outcome()
                                        .map(outcome -> String.valueOf(outcome.reason()))
                                        .orElse(
                                                problem == null
                                                        ? "Cannot resume a flow run that is not paused."
                                                        : problem));
                    }
                })
                .replaceWithVoid();
    }

    Performer.Change delete(TriggeredAction action, Report report) {
        UUID id = target(action, report);
        return tx -> changes.delete(tx, action.workspace(), List.of(id))
                .invoke(deleted -> {
                    if (deleted.isEmpty()) {
                        throw ApiProblem.notFound("Flow run not found");
                    }
                    report.status(204);
                })
                .replaceWithVoid();
    }

    private Performer.Change propose(TriggeredAction action, Report report, StateProposal proposal, boolean force) {
        UUID id = target(action, report);
        return tx -> orchestrator
                .propose(tx, id, proposal, force, Caller.service(action.workspace()))
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound("Flow run with id " + id + " not found")))
                .invoke(outcome -> {
                    report.status(outcome.isStored() ? 201 : 200);
                    if (!outcome.isAccepted()) {
                        throw new ActionFailed("Failed to set state: " + outcome.reason());
                    }
                })
                .replaceWithVoid();
    }

    private static StateProposal proposal(StateType type, @Nullable String name, String message) {
        return new StateProposal(type, name, message, null, null);
    }

    private static String by(TriggeredAction action) {
        return " by Automation " + action.automationId();
    }

    private static UUID target(TriggeredAction action, Report report) {
        UUID id = Inference.flowRun(action);
        report.target("prefect.flow-run." + id);
        return id;
    }
}
