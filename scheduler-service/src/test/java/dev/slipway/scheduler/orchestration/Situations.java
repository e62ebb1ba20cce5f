package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.caller.Caller;
import dev.slipway.scheduler.flowrun.Attempts;
import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.RunProgress;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds situations for tests: a deployed run without limit, and an up-to-date client, unless a test says otherwise. */
final class Situations {
    static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    static final UUID RUN = id(1);
    static final UUID LEASE = id(2);
    static final UUID NEW_STATE = id(3);
    static final UUID NEW_LEASE = id(4);

    private @Nullable State state;
    private @Nullable UUID deploymentId = id(5);
    private @Nullable UUID parentTaskRunId;
    private @Nullable String infrastructurePid;
    private @Nullable DeploymentSlots slots;
    private EmpiricalPolicy policy = EmpiricalPolicy.NONE;
    private RunProgress progress = RunProgress.NONE;
    private Caller caller = new Caller("default", Caller.Principal.ADMIN, null, "3.8.8");
    private int newestAttempt;

    static UUID id(long n) {
        return new UUID(0, n);
    }

    static Situations of(StateType type) {
        return of(type, type.defaultName());
    }

    static Situations of(StateType type, String name) {
        var situations = new Situations();
        StateDetails details =
                type == StateType.SCHEDULED ? StateDetails.scheduledAt(NOW.minusSeconds(1)) : StateDetails.NONE;
        situations.state = new State(id(9), type, name, NOW.minusSeconds(10), null, null, details);
        return situations;
    }

    static Situations ofNewRun() {
        return new Situations();
    }

    Situations details(StateDetails details) {
        state = java.util.Objects.requireNonNull(state).withDetails(details);
        return this;
    }

    Situations data(Object data) {
        State old = java.util.Objects.requireNonNull(state);
        state = new State(old.id(), old.type(), old.name(), old.timestamp(), old.message(), data, old.stateDetails());
        return this;
    }

    Situations withoutDeployment() {
        deploymentId = null;
        return this;
    }

    Situations subflow() {
        parentTaskRunId = id(6);
        return this;
    }

    Situations infrastructure(String pid) {
        infrastructurePid = pid;
        return this;
    }

    Situations slots(int limit, int usedByOthers, boolean cancelNew, boolean ownLeaseAlive) {
        slots = new DeploymentSlots(limit, cancelNew, Duration.ofMinutes(5), usedByOthers, ownLeaseAlive);
        return this;
    }

    Situations policy(EmpiricalPolicy given) {
        policy = given;
        return this;
    }

    Situations retries(int retries, @Nullable Double delay) {
        return policy(new EmpiricalPolicy(0, 0, retries, delay, List.of("1"), false, null));
    }

    Situations runCount(int count) {
        return progress(new RunProgress(count, null, null, null, null, Duration.ZERO, Attempts.NONE));
    }

    Situations progress(RunProgress given) {
        progress = given;
        return this;
    }

    Situations client(@Nullable String version) {
        caller = new Caller("default", Caller.Principal.ADMIN, null, version);
        return this;
    }

    Situations attempt(int number, int newest) {
        caller = new Caller("default", Caller.Principal.ATTEMPT, new Caller.Attempt(RUN, number), "3.8.8");
        newestAttempt = newest;
        return this;
    }

    Situation get() {
        var run = new FlowRun(
                RUN,
                "default",
                id(7),
                deploymentId,
                null,
                null,
                "brave-fox",
                null,
                new JsonObject(),
                new JsonObject(),
                policy,
                List.of(),
                new JsonObject(),
                null,
                parentTaskRunId,
                false,
                null,
                infrastructurePid,
                null,
                null,
                null,
                state,
                progress,
                null,
                NOW,
                NOW);
        return new Situation(run, slots, caller, newestAttempt, NEW_STATE, NEW_LEASE, NOW);
    }

    Decision propose(StateType type) {
        return propose(StateProposal.of(type));
    }

    Decision propose(StateType type, String name) {
        return propose(new StateProposal(type, name, null, null, null));
    }

    Decision propose(StateType type, StateDetails details) {
        return propose(new StateProposal(type, null, null, null, details));
    }

    Decision propose(StateProposal proposal) {
        return Orchestration.decide(proposal, Policy.CORE, get());
    }

    Decision force(StateProposal proposal) {
        return Orchestration.decide(proposal, Policy.MINIMAL, get());
    }

    Decision late() {
        return Orchestration.decide(
                new StateProposal(StateType.SCHEDULED, "Late", null, null, null), Policy.LATE, get());
    }
}
