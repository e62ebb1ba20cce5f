package dev.slipway.scheduler.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.flowrun.Attempts;
import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.flowrun.RunProgress;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the failure of its infrastructure leaves of a run, and that no retry of the flow is used up by it. */
class FailedAttemptTest {
    private static final EmpiricalPolicy TWO_RETRIES =
            new EmpiricalPolicy(2, 5, 2, 5.0, List.of("a", "b"), false, "in_process");

    @Test
    void flowsOwnRetriesStayAsTheyWere() {
        Decision decision = again(Situations.of(StateType.RUNNING).policy(TWO_RETRIES));

        assertThat(decision.run().empiricalPolicy()).isEqualTo(TWO_RETRIES.withRetryType("reschedule"));
    }

    @Test
    void runThatNeverRetriedHasNoRetryTypeAfterwards() {
        Decision decision = again(Situations.of(StateType.RUNNING));

        assertThat(decision.run().empiricalPolicy()).isEqualTo(EmpiricalPolicy.NONE);
    }

    @Test
    void slotIsGivenBackWhateverTheRunWaitedFor() {
        assertThat(again(Situations.of(StateType.RUNNING)).slots()).isInstanceOf(SlotChange.Release.class);
        assertThat(again(Situations.of(StateType.SCHEDULED, "AwaitingRetry").policy(TWO_RETRIES))
                        .slots())
                .isInstanceOf(SlotChange.Release.class);
    }

    @Test
    void nothingOfTheOldInfrastructureIsLeftToBeCancelled() {
        Decision decision = again(Situations.of(StateType.RUNNING).infrastructure("engine:abc"))
                .ofFailedAttempt(true);

        assertThat(decision.run().infrastructurePid()).isNull();
        assertThat(decision.run().progress().attempts().dispatched()).isFalse();
    }

    @Test
    void pauseThatNobodyEndedIsAskedForAgain() {
        Decision decision = again(
                Situations.of(StateType.PAUSED).details(paused("b", false)).policy(TWO_RETRIES));

        assertThat(decision.run().empiricalPolicy().pauses()).containsExactly("a");
    }

    /** Runs of the flow that its infrastructure cut off are no failures of it. */
    @ParameterizedTest
    @CsvSource({
        // runs, cut off, retries, again
        "1, 0, 1, true",
        "2, 0, 1, false",
        "2, 1, 1, true",
        "3, 1, 1, false",
        "3, 2, 1, true",
        "3, 1, 2, true"
    })
    void failureIsRetriedAsIfTheCutOffRunsHadNotBeen(int runs, int cutOff, int retries, boolean again) {
        var situation = Situations.of(StateType.RUNNING)
                .policy(new EmpiricalPolicy(retries, 0, retries, 0.0, List.of(), false, null))
                .progress(new RunProgress(
                        runs, null, null, null, null, Duration.ZERO, new Attempts(cutOff + 1, true, cutOff, cutOff)));

        State next = Orchestration.decide(StateProposal.of(StateType.FAILED), Policy.CORE, situation.get())
                .stored();

        assertThat(next).extracting(State::type).isEqualTo(again ? StateType.SCHEDULED : StateType.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        // from, to, its name, retry type, the process goes on
        "PENDING,    PENDING,    Submitting,    ,           true",
        "PENDING,    RUNNING,    Running,       ,           true",
        "RUNNING,    RUNNING,    Running,       ,           true",
        "RUNNING,    CANCELLING, Cancelling,    ,           true",
        "RUNNING,    SCHEDULED,  AwaitingRetry, in_process, true",
        "SCHEDULED,  RUNNING,    Retrying,      in_process, true",
        "RUNNING,    SCHEDULED,  AwaitingRetry, reschedule, false",
        "RUNNING,    SCHEDULED,  AwaitingRetry, ,           false",
        "RUNNING,    SCHEDULED,  Resuming,      in_process, false",
        "RUNNING,    PENDING,    Pending,       ,           false",
        "SCHEDULED,  PENDING,    Pending,       ,           false",
        "RUNNING,    PAUSED,     Paused,        ,           true",
        "RUNNING,    COMPLETED,  Completed,     ,           false",
        "RUNNING,    FAILED,     Failed,        ,           false",
        "RUNNING,    CRASHED,    Crashed,       ,           false",
        "CANCELLING, CANCELLED,  Cancelled,     ,           false"
    })
    void processGoesOnOrIsLetGo(StateType from, StateType to, String name, @Nullable String retryType, boolean goesOn) {
        assertThat(dispatchedAfter(from, new StateProposal(to, name, null, null, null), retryType))
                .isEqualTo(goesOn);
    }

    @Test
    void suspendedRunHasLetItsProcessGo() {
        StateDetails details = paused("a", true);

        assertThat(dispatchedAfter(
                        StateType.RUNNING, new StateProposal(StateType.PAUSED, "Suspended", null, null, details), null))
                .isFalse();
    }

    private static boolean dispatchedAfter(StateType from, StateProposal to, @Nullable String retryType) {
        var situation = Situations.of(from)
                .policy(EmpiricalPolicy.NONE.withRetryType(retryType))
                .progress(new RunProgress(1, null, null, null, null, Duration.ZERO, new Attempts(1, true, 0, 0)));
        return Orchestration.decide(to, Policy.MINIMAL, situation.get())
                .run()
                .progress()
                .attempts()
                .dispatched();
    }

    private static Decision again(Situations situations) {
        Instant time = Instant.parse("2026-11-23T05:00:00Z");
        var proposal = new StateProposal(
                StateType.SCHEDULED, "AwaitingRetry", "evicted", null, StateDetails.scheduledAt(time));
        Decision decision = Orchestration.decide(proposal, Policy.RETRY, situations.get());
        assertThat(decision.isAccepted()).isTrue();
        assertThat(decision.run().progress().nextScheduledStartTime()).isEqualTo(time);
        return decision;
    }

    private static StateDetails paused(String key, boolean reschedule) {
        return new StateDetails(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                reschedule,
                key,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
