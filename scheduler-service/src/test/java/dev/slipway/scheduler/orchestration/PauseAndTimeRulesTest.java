package dev.slipway.scheduler.orchestration;

import static dev.slipway.scheduler.orchestration.Situations.NOW;
import static dev.slipway.scheduler.orchestration.TransitionRulesTest.assertRefused;
import static dev.slipway.scheduler.orchestration.TransitionRulesTest.assertReplaced;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PauseAndTimeRulesTest {
    private static final EmpiricalPolicy PAUSED_ONCE = new EmpiricalPolicy(0, 0, null, null, List.of("1"), false, null);

    @Test
    void pauseIsRemembered() {
        var decision = Situations.of(StateType.RUNNING).propose(StateType.PAUSED, TransitionRulesTest.pause(false));

        assertThat(decision.status()).isEqualTo(Outcome.Status.ACCEPT);
        assertThat(decision.run().empiricalPolicy().pauses()).containsExactly("1");
    }

    @Test
    void pauseHappensOnce() {
        var decision = Situations.of(StateType.RUNNING)
                .policy(PAUSED_ONCE)
                .propose(StateType.PAUSED, TransitionRulesTest.pause(false));

        assertRefused(decision, Outcome.Status.REJECT, "This pause has already fired.");
    }

    @Test
    void onlyRunningFlowsPause() {
        assertRefused(
                Situations.of(StateType.PENDING).propose(StateType.PAUSED),
                Outcome.Status.REJECT,
                "Cannot pause flows that are not currently running.");
        assertRefused(
                Situations.ofNewRun().propose(StateType.PAUSED),
                Outcome.Status.ABORT,
                "Cannot pause flows with no state.");
    }

    @Test
    void subflowsAreNotSuspended() {
        var decision = Situations.of(StateType.RUNNING).subflow().propose(suspended());

        assertRefused(decision, Outcome.Status.ABORT, "Cannot suspend subflows.");
    }

    @Test
    void runsWithoutDeploymentAreNotSuspended() {
        var decision = Situations.of(StateType.RUNNING).withoutDeployment().propose(suspended());

        assertRefused(decision, Outcome.Status.ABORT, "Cannot suspend flows without a deployment.");
    }

    @Test
    void pausedRunContinuesWithoutCountingTwice() {
        var decision = Situations.of(StateType.PAUSED)
                .details(TransitionRulesTest.pause(false))
                .runCount(1)
                .propose(StateType.RUNNING);

        assertThat(decision.run().progress().runCount()).isEqualTo(1);
        assertThat(decision.run().empiricalPolicy().resuming()).isFalse();
    }

    @Test
    void resumingSurvivesUntilTheRunRuns() {
        var decision = Situations.of(StateType.PAUSED, "Suspended")
                .details(TransitionRulesTest.pause(true))
                .propose(StateType.SCHEDULED, "Resuming");

        assertThat(decision.run().empiricalPolicy().resuming()).isTrue();
    }

    @Test
    void pauseThatTimedOutFails() {
        var over = new StateDetails(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                NOW.minusSeconds(1),
                false,
                "1",
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        var decision = Situations.of(StateType.PAUSED).details(over).propose(StateType.RUNNING);

        assertReplaced(decision, StateType.FAILED, "Failed");
        assertThat(decision.reason()).isEqualTo("The flow run pause has timed out and can no longer resume.");
    }

    @Test
    void pausedRunIsNotClaimed() {
        assertRefused(
                Situations.of(StateType.PAUSED).propose(StateType.PENDING),
                Outcome.Status.REJECT,
                "This run cannot transition to the PENDING state from the PAUSED state.");
    }

    @Test
    void claimKeepsTheScheduledTime() {
        var decision = Situations.of(StateType.SCHEDULED).propose(StateType.PENDING);

        assertThat(stored(decision).stateDetails().scheduledTime()).isEqualTo(NOW.minusSeconds(1));
    }

    @Test
    void claimWithATimeOfItsOwnKeepsThat() {
        var decision = Situations.of(StateType.SCHEDULED).propose(StateType.PENDING, StateDetails.scheduledAt(NOW));

        assertThat(stored(decision).stateDetails().scheduledTime()).isEqualTo(NOW);
    }

    @Test
    void earlyStartWaits() {
        var decision = Situations.of(StateType.SCHEDULED, "AwaitingRetry")
                .details(StateDetails.scheduledAt(NOW.plusMillis(2_600)))
                .propose(StateType.RUNNING);

        assertRefused(decision, Outcome.Status.WAIT, "Scheduled time is in the future");
        assertThat(decision.delaySeconds()).isEqualTo(3);
    }

    @Test
    void startThatIsEarlyByLessThanHalfASecondStarts() {
        var decision = Situations.of(StateType.PENDING)
                .details(StateDetails.scheduledAt(NOW.plusMillis(400)))
                .propose(StateType.RUNNING);

        assertThat(decision.status()).isEqualTo(Outcome.Status.ACCEPT);
    }

    @Test
    void failureIsRetriedAfterTheDelay() {
        var failed = new StateProposal(StateType.FAILED, null, "first time", null, null);
        var decision =
                Situations.of(StateType.RUNNING).retries(1, 10.0).runCount(1).propose(failed);

        assertReplaced(decision, StateType.SCHEDULED, "AwaitingRetry");
        assertThat(stored(decision).message()).isEqualTo("first time");
        assertThat(decision.run().progress().nextScheduledStartTime()).isEqualTo(NOW.plusSeconds(10));
        assertThat(decision.run().empiricalPolicy().retryType()).isEqualTo("in_process");
        assertThat(decision.run().empiricalPolicy().pauses()).isEmpty();
    }

    @Test
    void failureAfterTheLastRetryStands() {
        var decision =
                Situations.of(StateType.RUNNING).retries(1, null).runCount(2).propose(StateType.FAILED);

        assertThat(decision.status()).isEqualTo(Outcome.Status.ACCEPT);
        assertThat(decision.run().empiricalPolicy().retryType()).isNull();
    }

    @Test
    void forcedFailureIsNotRetried() {
        var decision =
                Situations.of(StateType.RUNNING).retries(1, null).runCount(1).force(StateProposal.of(StateType.FAILED));

        assertThat(stored(decision).type()).isEqualTo(StateType.FAILED);
    }

    @Test
    void runIsTimedAndCounted() {
        var running = Situations.of(StateType.PENDING)
                .propose(StateType.RUNNING)
                .run()
                .progress();
        assertThat(running.runCount()).isEqualTo(1);
        assertThat(running.startTime()).isEqualTo(NOW);

        var completed = Situations.of(StateType.RUNNING)
                .propose(StateType.COMPLETED)
                .run()
                .progress();
        assertThat(completed.endTime()).isEqualTo(NOW);
        assertThat(completed.startTime()).isEqualTo(NOW);
        assertThat(completed.totalRunTime()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void statesOfARunHaveDifferentTimes() {
        var situations = Situations.of(StateType.PENDING);
        var current = Objects.requireNonNull(situations.get().current()).withTimestamp(NOW);
        var next = new State(Situations.id(8), StateType.RUNNING, "Running", NOW, null, null, StateDetails.NONE);
        var before = situations.get().run();
        var run = before.in(current, before.progress(), before.empiricalPolicy(), NOW);

        var after = Progression.enter(run, next, run.empiricalPolicy(), NOW);

        assertThat(Objects.requireNonNull(after.state()).timestamp()).isEqualTo(NOW.plusNanos(1_000));
    }

    @Test
    void subflowStatesNameTheirTaskRun() {
        var decision = Situations.of(StateType.PENDING).subflow().propose(StateType.RUNNING);

        assertThat(stored(decision).stateDetails().taskRunId()).isEqualTo(Situations.id(6));
        assertThat(stored(decision).stateDetails().flowRunId()).isEqualTo(Situations.RUN);
    }

    private static StateProposal suspended() {
        return new StateProposal(StateType.PAUSED, "Suspended", null, null, TransitionRulesTest.pause(true));
    }

    private static State stored(Decision decision) {
        return Objects.requireNonNull(decision.stored());
    }
}
