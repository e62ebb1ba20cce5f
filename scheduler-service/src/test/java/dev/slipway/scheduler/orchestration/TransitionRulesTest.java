package dev.slipway.scheduler.orchestration;

import static dev.slipway.scheduler.orchestration.Situations.NOW;
import static dev.slipway.scheduler.orchestration.Situations.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.flowrun.Attempts;
import dev.slipway.scheduler.flowrun.RunProgress;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionRulesTest {
    private static final Map<String, Object> RESULT = Map.of("storage_key", "/results/1");
    private static final Map<String, Object> UNPERSISTED = Map.of("type", "unpersisted");

    @Test
    void repeatedTransitionIsAnsweredByTheCurrentState() {
        var decision = Situations.of(StateType.RUNNING)
                .details(StateDetails.NONE.withTransitionId(id(42)))
                .propose(StateType.RUNNING, StateDetails.NONE.withTransitionId(id(42)));

        assertRefused(decision, Outcome.Status.REJECT, "This run has already made this state transition.");
    }

    @Test
    void anotherTransitionIsNoRepetition() {
        var decision = Situations.of(StateType.RUNNING)
                .details(StateDetails.NONE.withTransitionId(id(42)))
                .propose(StateType.COMPLETED, StateDetails.NONE.withTransitionId(id(43)));

        assertThat(decision.status()).isEqualTo(Outcome.Status.ACCEPT);
    }

    @Test
    void olderAttemptIsFenced() {
        var decision = Situations.of(StateType.RUNNING).attempt(1, 2).propose(StateType.COMPLETED);

        assertThat(decision.status()).isEqualTo(Outcome.Status.ABORT);
        assertThat(decision.reason()).contains("Attempt 1").contains("attempt 2");
        assertThat(decision.stored()).isNull();
    }

    @Test
    void olderAttemptIsFencedEvenIfItForces() {
        var decision = Situations.of(StateType.RUNNING).attempt(1, 2).force(StateProposal.of(StateType.CRASHED));

        assertThat(decision.status()).isEqualTo(Outcome.Status.ABORT);
    }

    @Test
    void workersClaimOfARunThatWasDispatchedBeforeFencesItsAttempts() {
        var before = new RunProgress(1, null, null, null, null, Duration.ZERO, new Attempts(2, false, 1, 1));

        var attempts = Situations.of(StateType.SCHEDULED, "AwaitingRetry")
                .progress(before)
                .propose(StateType.PENDING)
                .run()
                .progress()
                .attempts();

        assertThat(attempts).isEqualTo(new Attempts(3, false, 1, 1));
    }

    @Test
    void workersClaimOfARunThatNobodyDispatchedIsNoAttempt() {
        var decision = Situations.of(StateType.SCHEDULED).propose(StateType.PENDING);

        assertThat(decision.run().progress().attempts()).isEqualTo(Attempts.NONE);
    }

    @Test
    void claimIsNoFurtherAttemptWhenItIsRefined() {
        var before = new RunProgress(1, null, null, null, null, Duration.ZERO, new Attempts(2, true, 1, 1));

        var decision = Situations.of(StateType.PENDING).progress(before).propose(StateType.PENDING, "Submitting");

        assertThat(decision.run().progress().attempts()).isEqualTo(new Attempts(2, true, 1, 1));
    }

    @ParameterizedTest
    @EnumSource(value = StateType.class, mode = EnumSource.Mode.EXCLUDE, names = "PENDING")
    void newsOfAPodClaimsNothing(StateType current) {
        for (String name : List.of("Submitting", "InfrastructurePending")) {
            var decision = Situations.of(current).propose(StateType.PENDING, name);

            assertThat(decision.stored()).isNull();
            assertThat(decision.isAccepted()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Submitting", "InfrastructurePending"})
    void claimIsRefinedByNewsOfItsPod(String name) {
        assertThat(Situations.of(StateType.PENDING)
                        .propose(StateType.PENDING, name)
                        .isAccepted())
                .isTrue();
    }

    @Test
    void newestAttemptIsHeard() {
        var decision = Situations.of(StateType.RUNNING).attempt(2, 2).propose(StateType.COMPLETED);

        assertThat(decision.status()).isEqualTo(Outcome.Status.ACCEPT);
    }

    @Test
    void completedRunWithResultIsOver() {
        var decision = Situations.of(StateType.COMPLETED).data(RESULT).propose(StateType.RUNNING);

        assertRefused(decision, Outcome.Status.REJECT, "Run is already COMPLETED.");
    }

    @Test
    void completedRunWithUnpersistedResultMayRunAgain() {
        var decision = Situations.of(StateType.COMPLETED).data(UNPERSISTED).propose(StateType.RUNNING);

        assertThat(decision.status()).isEqualTo(Outcome.Status.ACCEPT);
    }

    @Test
    void resultIsNotOverwrittenByNone() {
        var decision = Situations.of(StateType.COMPLETED).data(RESULT).propose(StateType.COMPLETED);

        assertThat(decision.status()).isEqualTo(Outcome.Status.REJECT);
        assertThat(decision.reason()).startsWith("Cannot overwrite a COMPLETED state");
    }

    @Test
    void resultIsNotOverwrittenByForceEither() {
        var decision = Situations.of(StateType.COMPLETED).data(RESULT).force(StateProposal.of(StateType.COMPLETED));

        assertThat(decision.status()).isEqualTo(Outcome.Status.REJECT);
    }

    @Test
    void endedRunIsAbortedOnCrash() {
        var decision = Situations.of(StateType.FAILED).propose(StateType.CRASHED);

        assertRefused(decision, Outcome.Status.ABORT, "Run is already in terminal state FAILED.");
    }

    @Test
    void endedRunWithoutDeploymentIsNotScheduledAgain() {
        var decision = Situations.of(StateType.FAILED).withoutDeployment().propose(StateType.SCHEDULED);

        assertRefused(decision, Outcome.Status.ABORT, "Cannot reschedule a run without an associated deployment.");
    }

    @Test
    void manualRetryStartsOver() {
        var decision = Situations.of(StateType.FAILED).retries(1, null).propose(StateType.SCHEDULED);

        assertThat(decision.run().empiricalPolicy().retryType()).isEqualTo("reschedule");
        assertThat(decision.run().empiricalPolicy().pauses()).isEmpty();
        assertThat(decision.run().progress().endTime()).isNull();
    }

    @Test
    void cancellingRunEndsCancelledOnly() {
        var decision = Situations.of(StateType.CANCELLING).propose(StateType.COMPLETED);

        assertRefused(
                decision,
                Outcome.Status.REJECT,
                "Cannot transition flows that are cancelling to a state other than Cancelled.");
    }

    @Test
    void scheduledRunWithoutInfrastructureIsCancelledAtOnce() {
        var decision = Situations.of(StateType.SCHEDULED).propose(StateType.CANCELLING);

        assertReplaced(decision, StateType.CANCELLED, "Cancelled");
        assertThat(decision.reason()).isEqualTo("Scheduled flow run has no infrastructure to terminate.");
    }

    @Test
    void scheduledRunWithInfrastructureIsAskedToStop() {
        var decision = Situations.of(StateType.SCHEDULED, "AwaitingRetry")
                .infrastructure("pid")
                .propose(StateType.CANCELLING);

        assertThat(decision.status()).isEqualTo(Outcome.Status.ACCEPT);
    }

    @Test
    void resumingRunHasNoInfrastructureYet() {
        var decision = Situations.of(StateType.SCHEDULED, "Resuming")
                .infrastructure("of the pod before")
                .propose(StateType.CANCELLING);

        assertReplaced(decision, StateType.CANCELLED, "Cancelled");
    }

    @Test
    void suspendedRunIsCancelledAtOnce() {
        var decision = Situations.of(StateType.PAUSED, "Suspended")
                .details(pause(true))
                .propose(StateType.CANCELLING);

        assertReplaced(decision, StateType.CANCELLED, "Cancelled");
        assertThat(decision.reason()).isEqualTo("Suspended flow run has no infrastructure to terminate.");
    }

    @Test
    void pausedRunIsAskedToStop() {
        var decision = Situations.of(StateType.PAUSED).details(pause(false)).propose(StateType.CANCELLING);

        assertThat(decision.status()).isEqualTo(Outcome.Status.ACCEPT);
    }

    @Test
    void secondClaimIsAborted() {
        var decision = Situations.of(StateType.PENDING).propose(StateType.PENDING);

        assertRefused(
                decision,
                Outcome.Status.ABORT,
                "This run is in a PENDING state and cannot transition to a PENDING state.");
    }

    @Test
    void claimerRefinesItsClaim() {
        var details = StateDetails.scheduledAt(NOW.minusSeconds(5)).withLease(Situations.LEASE);
        var decision = Situations.of(StateType.PENDING).details(details).propose(StateType.PENDING, "Submitting");

        assertThat(decision.status()).isEqualTo(Outcome.Status.ACCEPT);
        var stored = Objects.requireNonNull(decision.stored()).stateDetails();
        assertThat(stored.scheduledTime()).isEqualTo(NOW.minusSeconds(5));
        assertThat(stored.deploymentConcurrencyLeaseId()).isEqualTo(Situations.LEASE);
    }

    @Test
    void onlyScheduledRunsBecomeLate() {
        assertRefused(
                Situations.of(StateType.PENDING).late(),
                Outcome.Status.REJECT,
                "Only scheduled flows can be marked late.");
        assertRefused(
                Situations.of(StateType.SCHEDULED, "Late").late(),
                Outcome.Status.REJECT,
                "This flow run is already marked late.");
        assertThat(Situations.of(StateType.SCHEDULED).late().status()).isEqualTo(Outcome.Status.ACCEPT);
    }

    static StateDetails pause(boolean reschedule) {
        return new StateDetails(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                NOW.plusSeconds(60),
                reschedule,
                "1",
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static void assertRefused(Decision decision, Outcome.Status status, String reason) {
        assertThat(decision.status()).isEqualTo(status);
        assertThat(decision.reason()).isEqualTo(reason);
        assertThat(decision.stored()).isNull();
        assertThat(decision.slots()).isEqualTo(SlotChange.NONE);
    }

    static void assertReplaced(Decision decision, StateType type, String name) {
        assertThat(decision.status()).isEqualTo(Outcome.Status.REJECT);
        var stored = Objects.requireNonNull(decision.stored());
        assertThat(stored.type()).isEqualTo(type);
        assertThat(stored.name()).isEqualTo(name);
        assertThat(stored.id()).isEqualTo(Situations.NEW_STATE);
    }
}
