package dev.slipway.dispatcher.watch;

import static dev.slipway.dispatcher.dispatch.DispatchState.CREATED;
import static dev.slipway.dispatcher.dispatch.DispatchState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.Observation;
import dev.slipway.dispatcher.dispatch.DispatchState;
import dev.slipway.dispatcher.dispatch.Ending;
import dev.slipway.dispatcher.dispatch.StopOrder;
import dev.slipway.dispatcher.dispatch.StopReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(60);
    private static final Duration RESEND = Duration.ofSeconds(20);
    private static final Observation ALIVE = new Observation.Running(BEFORE);

    @ParameterizedTest
    @CsvSource({
        "0, false, COMPLETED",
        "0, true, COMPLETED",
        "1, false, EXITED",
        "3, false, EXITED",
        "255, false, EXITED",
        "137, true, OUT_OF_MEMORY",
        "1, true, OUT_OF_MEMORY",
        "137, false, KILLED",
        "143, false, KILLED",
        "130, false, KILLED",
        "129, false, KILLED",
        "131, false, KILLED",
        "139, false, EXITED",
        "134, false, EXITED",
        "126, false, START_FAILED",
        "127, false, START_FAILED",
        "128, false, EXITED"
    })
    void theExitCodeDecidesWhenNobodyStoppedTheContainer(int code, boolean oomKilled, EndReason expected) {
        Ending ending = ending(RUNNING, null, exited(code, oomKilled));

        assertThat(ending.reason()).isEqualTo(expected);
        assertThat(ending.exitCode()).isEqualTo(code);
        assertThat(ending.message()).contains(Integer.toString(code));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "137", "143"})
    void aCancelledRunsContainerEndsCancelledWhateverItsCode(int code) {
        assertThat(ending(RUNNING, stop(StopReason.CANCELLED, NOW.plusSeconds(9), null), exited(code, false))
                        .reason())
                .isEqualTo(EndReason.CANCELLED);
    }

    @Test
    void anOrderThatWasNotCarriedOutDoesNotChangeHowAnEndedRunsContainerEnded() {
        var order = stop(StopReason.RUN_ENDED, NOW.plusSeconds(9), null);

        assertThat(ending(RUNNING, order, exited(0, false)).reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(ending(RUNNING, order, exited(3, false)).reason()).isEqualTo(EndReason.EXITED);
    }

    @ParameterizedTest
    @EnumSource(StopReason.class)
    void aCarriedOutOrderIsTheReason(StopReason reason) {
        Ending ending = ending(RUNNING, stop(reason, BEFORE, BEFORE), exited(143, false));

        assertThat(ending.reason()).isEqualTo(EndReason.CANCELLED);
        assertThat(ending.message()).contains(reason.words());
    }

    @Test
    void aRunningContainerIsLeftAloneUntilItsStopIsDue() {
        assertThat(verdict(RUNNING, null, ALIVE)).isEqualTo(new Verdict.Leave());
        assertThat(verdict(RUNNING, stop(StopReason.RUN_ENDED, NOW.plusMillis(1), null), ALIVE))
                .isEqualTo(new Verdict.Leave());
        assertThat(verdict(RUNNING, stop(StopReason.RUN_ENDED, NOW, null), ALIVE))
                .isEqualTo(new Verdict.Stop(StopReason.RUN_ENDED));
    }

    @Test
    void aStopIsSentAgainOnlyIfNothingComesOfIt() {
        var sentJustNow = stop(StopReason.CANCELLED, BEFORE, NOW.minusSeconds(19));
        var sentLongAgo = stop(StopReason.CANCELLED, BEFORE, NOW.minusSeconds(20));

        assertThat(verdict(RUNNING, sentJustNow, ALIVE)).isEqualTo(new Verdict.Leave());
        assertThat(verdict(CREATED, sentJustNow, waiting(null))).isEqualTo(new Verdict.Leave());
        assertThat(verdict(RUNNING, sentLongAgo, ALIVE)).isEqualTo(new Verdict.Stop(StopReason.CANCELLED));
    }

    @Test
    void aContainerThatWasCreatedAndNeverStartedIsStarted() {
        assertThat(verdict(CREATED, null, new Observation.NotStarted())).isEqualTo(new Verdict.Start());
        assertThat(verdict(RUNNING, null, new Observation.NotStarted())).isEqualTo(new Verdict.Leave());
    }

    @Test
    void aContainerThatIsNotWantedIsNotStarted() {
        Ending ending = ending(CREATED, stop(StopReason.CANCELLED, NOW, null), new Observation.NotStarted());

        assertThat(ending.reason()).isEqualTo(EndReason.CANCELLED);
        assertThat(ending.exitCode()).isNull();
    }

    @Test
    void aStartIsToldBeforeTheEnd() {
        assertThat(verdict(CREATED, null, ALIVE)).isEqualTo(new Verdict.Began(BEFORE));
        assertThat(verdict(CREATED, null, exited(3, false))).isEqualTo(new Verdict.Began(BEFORE));
    }

    @Test
    void aContainerWhoseProcessCouldNotBeStartedFailedToStart() {
        var seen = new Observation.Exited(127, false, null, "exec: \"nope\": not found");

        assertThat(ending(CREATED, null, seen).reason()).isEqualTo(EndReason.START_FAILED);
        assertThat(ending(CREATED, null, seen).message()).contains("nope");
    }

    @Test
    void aMissingContainerWasRemovedIfItWasSeenAliveAndIsLostIfNot() {
        assertThat(Verdicts.of(RUNNING, null, new Observation.Gone(), true, NOW, RESEND))
                .isInstanceOfSatisfying(
                        Verdict.End.class,
                        end -> assertThat(end.ending().reason()).isEqualTo(EndReason.REMOVED));
        assertThat(Verdicts.of(RUNNING, null, new Observation.Gone(), false, NOW, RESEND))
                .isInstanceOf(Verdict.Lose.class);
        assertThat(Verdicts.of(CREATED, null, new Observation.Gone(), false, NOW, RESEND))
                .isInstanceOf(Verdict.Lose.class);
    }

    @Test
    void aMissingContainerOfACancelledRunIsCancelled() {
        assertThat(ending(RUNNING, stop(StopReason.CANCELLED, NOW, null), new Observation.Gone())
                        .reason())
                .isEqualTo(EndReason.CANCELLED);
    }

    @Test
    void whatWaitsIsLeftAloneUntilItHasWaitedLongEnough() {
        assertThat(verdict(CREATED, null, waiting(null))).isEqualTo(new Verdict.Leave());
        assertThat(verdict(CREATED, null, waiting(NOW.plusMillis(1)))).isEqualTo(new Verdict.Leave());
        assertThat(verdict(CREATED, null, waiting(NOW)))
                .isEqualTo(new Verdict.GiveUp(Ending.without(EndReason.IMAGE_NOT_FOUND, "no such image")));
    }

    @Test
    void whatWaitsIsStoppedAtOnce() {
        assertThat(verdict(CREATED, stop(StopReason.RUN_ENDED, NOW.plusSeconds(9), null), waiting(NOW)))
                .isEqualTo(new Verdict.Stop(StopReason.RUN_ENDED));
    }

    @Test
    void anEndThatThePlaceExplainsIsToldInItsWords() {
        var why = new Ending(EndReason.EXITED, 3, "exit code 3");

        assertThat(verdict(CREATED, null, new Observation.Ended(why, BEFORE))).isEqualTo(new Verdict.Began(BEFORE));
        assertThat(ending(CREATED, null, new Observation.Ended(why, null))).isEqualTo(why);
        assertThat(ending(RUNNING, null, new Observation.Ended(why, BEFORE))).isEqualTo(why);
        assertThat(ending(RUNNING, stop(StopReason.CANCELLED, BEFORE, BEFORE), new Observation.Ended(why, BEFORE))
                        .reason())
                .isEqualTo(EndReason.CANCELLED);
    }

    private static Observation waiting(@Nullable Instant givenUpAt) {
        return new Observation.Waiting(EndReason.IMAGE_NOT_FOUND, "no such image", givenUpAt, true);
    }

    private static Observation exited(int code, boolean oomKilled) {
        return new Observation.Exited(code, oomKilled, BEFORE, "");
    }

    private static StopOrder stop(StopReason reason, Instant notBefore, @Nullable Instant sentAt) {
        return new StopOrder(reason, notBefore, sentAt);
    }

    private static Verdict verdict(DispatchState state, @Nullable StopOrder stop, Observation seen) {
        return Verdicts.of(state, stop, seen, false, NOW, RESEND);
    }

    private static Ending ending(DispatchState state, @Nullable StopOrder stop, Observation seen) {
        Verdict verdict = verdict(state, stop, seen);
        assertThat(verdict).isInstanceOf(Verdict.End.class);
        return ((Verdict.End) verdict).ending();
    }
}
