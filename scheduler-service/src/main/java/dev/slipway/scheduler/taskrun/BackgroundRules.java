package dev.slipway.scheduler.taskrun;

import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import dev.slipway.scheduler.taskrun.TransitionVerdict.Abort;
import dev.slipway.scheduler.taskrun.TransitionVerdict.Accept;
import dev.slipway.scheduler.taskrun.TransitionVerdict.Keep;
import dev.slipway.scheduler.taskrun.TransitionVerdict.Replace;
import dev.slipway.scheduler.taskrun.TransitionVerdict.Wait;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules for background tasks whose states are proposed to the server: one worker begins a run, not before its time, and a
 * failed run is scheduled again as often as its task allows. The first rule that objects decides.
 */
final class BackgroundRules {
    private static final Set<StateType> BEGUN_OR_STOPPED =
            Set.of(StateType.PENDING, StateType.RUNNING, StateType.CANCELLING, StateType.CANCELLED);
    private static final Set<StateType> NOT_FROM_THE_END =
            Set.of(StateType.CANCELLING, StateType.PAUSED, StateType.CRASHED);

    private BackgroundRules() {}

    /** True if the rules apply: the proposal is about a background task. */
    static boolean apply(StateProposal proposal) {
        return Boolean.TRUE.equals(details(proposal).deferred());
    }

    static TransitionVerdict decide(TaskRun run, StateProposal proposal, Instant now) {
        State current = run.state();
        if (current == null) {
            return new Accept(proposal);
        }
        return Stream.of(
                        claimedOnce(current, proposal),
                        leavingTheEnd(current, proposal),
                        tooEarly(current, proposal, now),
                        retried(run, current, proposal, now))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new Accept(renamed(run, current, inherited(current, proposal))));
    }

    private static Optional<TransitionVerdict> claimedOnce(State current, StateProposal proposal) {
        boolean refines = current.type() == StateType.PENDING
                && proposal.name() != null
                && !proposal.name().equals(current.name())
                && !proposal.name().equals(StateType.PENDING.defaultName());
        return proposal.type() == StateType.PENDING && BEGUN_OR_STOPPED.contains(current.type()) && !refines
                ? Optional.of(new Abort(
                        "This run is in a " + current.type() + " state and cannot transition to a PENDING state."))
                : Optional.empty();
    }

    private static Optional<TransitionVerdict> leavingTheEnd(State current, StateProposal proposal) {
        if (!current.isTerminal()) {
            return Optional.empty();
        }
        if (NOT_FROM_THE_END.contains(proposal.type())) {
            return Optional.of(new Abort("Run is already " + current.type() + "."));
        }
        return current.type() == StateType.COMPLETED && hasResult(current)
                ? Optional.of(new Keep("This run is already completed."))
                : Optional.empty();
    }

    private static boolean hasResult(State state) {
        return switch (state.data()) {
            case null -> false;
            case Map<?, ?> data -> !"unpersisted".equals(data.get("type"));
            case JsonObject data -> !"unpersisted".equals(data.getValue("type"));
            default -> true;
        };
    }

    private static Optional<TransitionVerdict> tooEarly(State current, StateProposal proposal, Instant now) {
        Instant scheduled = current.stateDetails().scheduledTime();
        boolean isStart = proposal.type() == StateType.RUNNING
                && (current.type() == StateType.SCHEDULED || current.type() == StateType.PENDING);
        if (!isStart || scheduled == null) {
            return Optional.empty();
        }
        long seconds = Math.round(Duration.between(now, scheduled).toMillis() / 1_000.0);
        return seconds > 0
                ? Optional.of(new Wait((int) Math.min(Integer.MAX_VALUE, seconds), "Scheduled time is in the future"))
                : Optional.empty();
    }

    private static Optional<TransitionVerdict> retried(
            TaskRun run, State current, StateProposal proposal, Instant now) {
        Integer retries = number(run.empiricalPolicy().getValue("retries"));
        boolean again = current.type() == StateType.RUNNING
                && proposal.type() == StateType.FAILED
                && !Boolean.FALSE.equals(details(proposal).retriable())
                && retries != null
                && run.runCount() <= retries;
        return again ? Optional.of(new Replace(retry(run, current, proposal, now), "Retrying")) : Optional.empty();
    }

    /** A background task again, with the parameters that it was called with, so that some worker gets it when it is time. */
    private static StateProposal retry(TaskRun run, State current, StateProposal failed, Instant now) {
        var parameters = current.stateDetails().taskParametersId();
        var details = new JsonObject()
                .put("deferred", true)
                .put("scheduled_time", WireTimes.format(now.plus(delay(run))))
                .put("task_parameters_id", parameters == null ? null : parameters.toString());
        return new StateProposal(StateType.SCHEDULED, "AwaitingRetry", failed.message(), failed.data(), read(details));
    }

    /** One delay for all retries, or one for each of them, of which the last serves those that follow. */
    private static Duration delay(TaskRun run) {
        Object seconds = run.empiricalPolicy().getMap().get("retry_delay");
        if (seconds instanceof List<?> delays) {
            int index = Math.min(Math.max(run.runCount(), 1), delays.size()) - 1;
            seconds = delays.isEmpty() ? null : delays.get(index);
        }
        return seconds instanceof Number number
                ? Duration.ofMillis(Math.round(Math.max(0, number.doubleValue()) * 1_000))
                : Duration.ZERO;
    }

    /** What a state hands on to the next: the time that it was due, and the parameters of the call. */
    private static StateProposal inherited(State current, StateProposal proposal) {
        StateDetails before = current.stateDetails();
        var details = WireJson.object(details(proposal));
        boolean isClaim = current.type() == StateType.SCHEDULED && proposal.type() == StateType.PENDING;
        boolean goesOn = (current.type() == StateType.SCHEDULED || current.type() == StateType.PENDING)
                && (proposal.type() == StateType.PENDING || proposal.type() == StateType.RUNNING);
        if (isClaim && details.getValue("scheduled_time") == null && before.scheduledTime() != null) {
            details.put("scheduled_time", WireTimes.format(before.scheduledTime()));
        }
        if (goesOn && details.getValue("task_parameters_id") == null && before.taskParametersId() != null) {
            details.put("task_parameters_id", before.taskParametersId().toString());
        }
        return new StateProposal(proposal.type(), proposal.name(), proposal.message(), proposal.data(), read(details));
    }

    private static StateProposal renamed(TaskRun run, State current, StateProposal proposal) {
        if (proposal.type() != StateType.RUNNING || run.runCount() == 0) {
            return proposal;
        }
        String name = "AwaitingRetry".equals(current.name()) ? "Retrying" : "Rerunning";
        return new StateProposal(proposal.type(), name, proposal.message(), proposal.data(), proposal.stateDetails());
    }

    private static StateDetails details(StateProposal proposal) {
        return proposal.stateDetails() == null ? StateDetails.NONE : proposal.stateDetails();
    }

    private static StateDetails read(JsonObject details) {
        return WireJson.read(details, StateDetails.class);
    }

    private static @Nullable Integer number(@Nullable Object value) {
        return value instanceof Number number ? Integer.valueOf(number.intValue()) : null;
    }
}
