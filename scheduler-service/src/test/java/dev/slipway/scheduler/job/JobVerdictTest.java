package dev.slipway.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.scheduler.flowrun.Attempts;
import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.RunProgress;
import dev.slipway.scheduler.retry.RetryPolicy;
import dev.slipway.scheduler.retry.RetryWish;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JobVerdictTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final UUID ID = new UUID(0, 1);
    private static final String MESSAGE = "What happened.";

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # state    ending                     budget wish          retries verdict    message
            RUNNING,   EVICTED,                   2,     -,            0,      SCHEDULED, What happened. Because of EVICTED%C attempt 3 of 4 follows in 10 s.
            PENDING,   PREEMPTED,                 2,     -,            1,      SCHEDULED, What happened. Because of PREEMPTED%C attempt 3 of 3 follows in 20 s.
            PAUSED,    NODE_LOST,                 6,     -,            5,      SCHEDULED, What happened. Because of NODE_LOST%C attempt 3 of 3 follows in 300 s.
            PENDING,   REGISTRY_UNAVAILABLE,      2,     -,            0,      SCHEDULED, What happened. Because of REGISTRY_UNAVAILABLE%C attempt 3 of 4 follows in 10 s.
            PENDING,   INFRASTRUCTURE_UNAVAILABLE,2,     -,            0,      SCHEDULED, What happened. Because of INFRASTRUCTURE_UNAVAILABLE%C attempt 3 of 4 follows in 10 s.
            RUNNING,   NODE_REJECTED,             2,     -,            0,      SCHEDULED, What happened. Because of NODE_REJECTED%C attempt 3 of 4 follows in 10 s.
            RUNNING,   EVICTED,                   2,     -,            2,      CRASHED,   What happened. Attempt 2 of 2 was the last.
            RUNNING,   EVICTED,                   0,     -,            0,      CRASHED,   What happened.
            RUNNING,   OUT_OF_MEMORY,             2,     -,            0,      CRASHED,   What happened.
            RUNNING,   OUT_OF_MEMORY,             2,     OUT_OF_MEMORY,0,      SCHEDULED, What happened. Because of OUT_OF_MEMORY%C attempt 3 of 4 follows in 10 s.
            RUNNING,   OUT_OF_MEMORY,             2,     OUT_OF_MEMORY,2,      CRASHED,   What happened. Attempt 2 of 2 was the last.
            RUNNING,   OUT_OF_MEMORY,             0,     OUT_OF_MEMORY,0,      CRASHED,   What happened.
            RUNNING,   EXITED,                    2,     -,            0,      CRASHED,   What happened.
            RUNNING,   EXITED,                    2,     EXITED,       0,      SCHEDULED, What happened. Because of EXITED%C attempt 3 of 4 follows in 10 s.
            RUNNING,   KILLED,                    2,     EXITED,       0,      CRASHED,   What happened.
            PENDING,   IMAGE_NOT_FOUND,           2,     -,            0,      CRASHED,   What happened.
            PENDING,   INVALID_CONFIGURATION,     2,     -,            0,      CRASHED,   What happened.
            RUNNING,   REMOVED,                   2,     -,            0,      CRASHED,   What happened.
            RUNNING,   COMPLETED,                 2,     -,            0,      CRASHED,   The process ended without reporting the run's final state. What happened.
            RUNNING,   LOST,                      2,     -,            0,      CRASHED,   What happened.
            RUNNING,   LOST,                      2,     LOST,         0,      SCHEDULED, What happened. Because of LOST%C attempt 3 of 4 follows in 10 s.
            RUNNING,   CANCELLED,                 2,     -,            0,      CANCELLED, What happened.
            CANCELLING,EVICTED,                   2,     EVICTED,      0,      CANCELLED, What happened.
            CANCELLING,LOST,                      2,     LOST,         0,      CANCELLED, What happened.
            """)
    void endOfAnAttemptBecomes(
            StateType state,
            String ending,
            int budget,
            @Nullable String wish,
            int retries,
            StateType verdict,
            String message) {
        var attempts = new Attempts(2, true, retries, 0);
        var policy = new RetryPolicy(
                new RetryWish(null, wish == null ? Set.of() : Set.of(wish)),
                budget,
                Duration.ofSeconds(10),
                Duration.ofMinutes(5));

        StateProposal proposal = JobVerdict.onEnd(run(state, attempts, ID), ending(ending), policy, NOW);

        assertThat(proposal.type()).isEqualTo(verdict);
        assertThat(proposal.message()).isEqualTo(message.replace("%C", ","));
    }

    @ParameterizedTest
    @EnumSource(EndReason.class)
    void everyFaultOfTheInfrastructureAndNothingElseIsTriedAgain(EndReason reason) {
        var proposal = JobVerdict.onEnd(
                run(StateType.RUNNING, new Attempts(2, true, 0, 0), ID), ending(reason.name()), twoRetries(), NOW);

        assertThat(proposal.type() == StateType.SCHEDULED).isEqualTo(reason.isInfrastructureFault());
    }

    @Test
    void nextAttemptWaitsForItsTimeInAStateThatPrefectKnows() {
        var proposal = JobVerdict.onEnd(
                run(StateType.RUNNING, new Attempts(2, true, 1, 1), ID), ending("NODE_LOST"), twoRetries(), NOW);

        assertThat(proposal.name()).isEqualTo("AwaitingRetry");
        assertThat(proposal.stateDetails())
                .extracting(StateDetails::scheduledTime)
                .isEqualTo(NOW.plusSeconds(20));
    }

    @Test
    void runWhoseDeploymentIsGoneIsNotTriedAgain() {
        var proposal = JobVerdict.onEnd(
                run(StateType.RUNNING, new Attempts(2, true, 0, 0), null), ending("EVICTED"), twoRetries(), NOW);

        assertThat(proposal.type()).isEqualTo(StateType.CRASHED);
        assertThat(proposal.message())
                .isEqualTo("What happened. There is no other attempt: the deployment or its work pool is gone.");
    }

    @ParameterizedTest
    @EnumSource(StateType.class)
    void endConcernsARunThatHasNotEndedItself(StateType type) {
        assertThat(JobVerdict.concerns(run(type, new Attempts(2, true, 0, 0), ID), 2))
                .isEqualTo(!type.isTerminal());
    }

    @Test
    void endOfAnOlderAttemptDoesNotConcernTheRun() {
        assertThat(JobVerdict.concerns(run(StateType.RUNNING, new Attempts(2, true, 0, 0), ID), 1))
                .isFalse();
    }

    @Test
    void endDoesNotConcernARunThatLetItsProcessGo() {
        assertThat(JobVerdict.concerns(run(StateType.SCHEDULED, new Attempts(2, false, 0, 0), ID), 2))
                .isFalse();
        assertThat(JobVerdict.concerns(run(StateType.RUNNING, new Attempts(2, false, 0, 0), ID), 2))
                .isFalse();
    }

    private static RetryPolicy twoRetries() {
        return new RetryPolicy(RetryWish.NONE, 2, Duration.ofSeconds(10), Duration.ofMinutes(5));
    }

    private static Ending ending(String reason) {
        return reason.equals(RetryWish.LOST)
                ? Ending.lost(2, MESSAGE)
                : new Ending(2, EndReason.valueOf(reason), MESSAGE);
    }

    private static FlowRun run(StateType type, Attempts attempts, @Nullable UUID deployment) {
        var state = new State(ID, type, type.defaultName(), NOW, null, null, StateDetails.NONE);
        var progress = new RunProgress(1, null, null, null, null, Duration.ZERO, attempts);
        return new FlowRun(
                ID,
                "default",
                ID,
                deployment,
                null,
                ID,
                "brave-fox",
                null,
                new JsonObject(),
                new JsonObject(),
                EmpiricalPolicy.NONE,
                List.of(),
                new JsonObject(),
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                state,
                progress,
                null,
                NOW,
                NOW);
    }
}
