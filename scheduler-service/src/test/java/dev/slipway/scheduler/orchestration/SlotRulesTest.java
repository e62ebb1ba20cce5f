package dev.slipway.scheduler.orchestration;

import static dev.slipway.scheduler.orchestration.Situations.LEASE;
import static dev.slipway.scheduler.orchestration.Situations.NEW_LEASE;
import static dev.slipway.scheduler.orchestration.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateType;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotRulesTest {
    private static final StateDetails WITH_LEASE = StateDetails.NONE.withLease(LEASE);
    private static final Duration GRACE = Duration.ofMinutes(5);

    @Test
    void claimTakesAFreeSlot() {
        var decision =
                Situations.of(StateType.SCHEDULED).slots(2, 1, false, false).propose(StateType.PENDING);

        assertThat(decision.slots()).isEqualTo(new SlotChange.Acquire(NEW_LEASE, GRACE));
        assertThat(leaseOf(decision)).isEqualTo(NEW_LEASE);
    }

    @Test
    void runThatFindsNoSlotWaitsForOne() {
        var decision =
                Situations.of(StateType.SCHEDULED).slots(1, 1, false, false).propose(StateType.PENDING);

        TransitionRulesTest.assertReplaced(decision, StateType.SCHEDULED, "AwaitingConcurrencySlot");
        assertThat(decision.run().progress().nextScheduledStartTime()).isEqualTo(NOW.plusSeconds(30));
        assertThat(decision.slots()).isEqualTo(SlotChange.NONE);
    }

    @Test
    void runThatFindsNoSlotIsCancelledIfTheDeploymentSaysSo() {
        var decision =
                Situations.of(StateType.SCHEDULED).slots(1, 1, true, false).propose(StateType.PENDING);

        TransitionRulesTest.assertReplaced(decision, StateType.CANCELLED, "Cancelled");
        assertThat(decision.reason()).isEqualTo("Deployment concurrency limit reached.");
    }

    @Test
    void limitOfZeroAborts() {
        var decision =
                Situations.of(StateType.SCHEDULED).slots(0, 0, false, false).propose(StateType.PENDING);

        assertThat(decision.status()).isEqualTo(Outcome.Status.ABORT);
    }

    @Test
    void newRunThatIsPendingTakesASlotToo() {
        var decision = Situations.ofNewRun().slots(1, 0, false, false).propose(StateType.PENDING);

        assertThat(decision.slots()).isEqualTo(new SlotChange.Acquire(NEW_LEASE, GRACE));
    }

    @Test
    void startRenewsTheLease() {
        var decision = Situations.of(StateType.PENDING)
                .details(WITH_LEASE)
                .slots(1, 0, false, true)
                .propose(StateType.RUNNING);

        assertThat(decision.slots()).isEqualTo(new SlotChange.Renew(LEASE, GRACE));
        assertThat(leaseOf(decision)).isEqualTo(LEASE);
    }

    @Test
    void startTakesTheSlotAgainIfProvisioningTookTooLong() {
        var decision = Situations.of(StateType.PENDING)
                .details(WITH_LEASE)
                .slots(1, 0, false, false)
                .propose(StateType.RUNNING);

        assertThat(decision.slots()).isEqualTo(new SlotChange.Acquire(NEW_LEASE, GRACE));
        assertThat(leaseOf(decision)).isEqualTo(NEW_LEASE);
    }

    @Test
    void startWithoutSlotIsCancelled() {
        var decision = Situations.of(StateType.PENDING)
                .details(WITH_LEASE)
                .slots(1, 1, false, false)
                .propose(StateType.RUNNING);

        TransitionRulesTest.assertReplaced(decision, StateType.CANCELLED, "Cancelled");
        assertThat(decision.slots()).isEqualTo(new SlotChange.Release());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4.10", "2.20.0", "3.4"})
    void clientThatCannotRenewKeepsItsSlot(String version) {
        var decision = Situations.of(StateType.PENDING)
                .details(WITH_LEASE)
                .slots(1, 0, false, true)
                .client(version)
                .propose(StateType.RUNNING);

        assertThat(decision.slots()).isEqualTo(new SlotChange.Renew(LEASE, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4.11", "3.5.0", "4.0.0"})
    void clientThatRenewsIsTrustedWithTheLease(String version) {
        var decision = Situations.of(StateType.PENDING)
                .details(WITH_LEASE)
                .slots(1, 0, false, true)
                .client(version)
                .propose(StateType.RUNNING);

        assertThat(decision.slots()).isEqualTo(new SlotChange.Renew(LEASE, GRACE));
    }

    @ParameterizedTest
    @EnumSource(
            value = StateType.class,
            names = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED", "PAUSED", "SCHEDULED"})
    void runThatStopsBeingActiveGivesItsSlotBack(StateType next) {
        var decision = Situations.of(StateType.RUNNING).details(WITH_LEASE).propose(next);

        assertThat(decision.slots()).isEqualTo(new SlotChange.Release());
    }

    @Test
    void retryInTheSameProcessKeepsTheSlot() {
        var decision = Situations.of(StateType.RUNNING)
                .details(WITH_LEASE)
                .retries(1, 10.0)
                .runCount(1)
                .propose(StateType.FAILED);

        assertThat(decision.slots()).isEqualTo(SlotChange.NONE);
        assertThat(leaseOf(decision)).isEqualTo(LEASE);
    }

    @Test
    void leaseIsCarriedOnAlthoughTheClientSendsNone() {
        var decision = Situations.of(StateType.RUNNING).details(WITH_LEASE).propose(StateType.CANCELLING);

        assertThat(leaseOf(decision)).isEqualTo(LEASE);
    }

    @Test
    void leaseOfAnEndedRunIsNotCarriedIntoItsRetry() {
        var decision = Situations.of(StateType.FAILED).details(WITH_LEASE).propose(StateType.SCHEDULED);

        assertThat(leaseOf(decision)).isNull();
    }

    @Test
    void lateRunIsCancelledWhereNewOnesAre() {
        TransitionRulesTest.assertReplaced(
                Situations.of(StateType.SCHEDULED).slots(1, 1, true, false).late(), StateType.CANCELLED, "Cancelled");
        assertThat(Situations.of(StateType.SCHEDULED)
                        .slots(1, 1, false, false)
                        .late()
                        .status())
                .isEqualTo(Outcome.Status.ACCEPT);
    }

    private static @Nullable UUID leaseOf(Decision decision) {
        return Objects.requireNonNull(decision.stored()).stateDetails().deploymentConcurrencyLeaseId();
    }
}
