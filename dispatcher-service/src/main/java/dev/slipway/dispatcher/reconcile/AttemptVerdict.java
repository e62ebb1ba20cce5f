package dev.slipway.dispatcher.reconcile;

import dev.slipway.contracts.job.v1.JobRepaired.Found;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.LiveAttempts.Unneeded;
import dev.slipway.dispatcher.dispatch.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a run still needs an attempt. */
final class AttemptVerdict {
    private static final Set<String> TERMINAL = Set.of("COMPLETED", "FAILED", "CANCELLED", "CRASHED");

    private AttemptVerdict() {}

    /**
     * How long things may take.
     *
     * @param settledFor facts about a state that is newer may be on their way
     * @param cancelPatience how long a cancelled run may take to end by itself
     * @param endedPatience how long a job may outlive its run
     */
    record Patience(Duration settledFor, Duration cancelPatience, Duration endedPatience) {}

    /**
     * Why it is to be stopped and when, if it is.
     *
     * @param run null if there is none
     */
    static Optional<Unneeded> of(AttemptKey key, @Nullable RunReport run, Patience patience, Instant now) {
        if (run == null) {
            return Optional.of(unneeded(key, Found.NO_RUN, StopReason.RUN_UNKNOWN, now));
        }
        Instant since = run.since();
        String state = run.stateType();
        if (since == null || state == null || since.plus(patience.settledFor()).isAfter(now)) {
            return Optional.empty();
        } else if (TERMINAL.contains(state)) {
            return Optional.of(
                    unneeded(key, Found.RUN_ENDED, StopReason.RUN_ENDED, since.plus(patience.endedPatience())));
        } else if (run.attempt() > key.attempt()) {
            return Optional.of(unneeded(key, Found.RUN_REPLACED_ATTEMPT, StopReason.SUPERSEDED, now));
        } else if (state.equals("CANCELLING")) {
            return Optional.of(
                    unneeded(key, Found.RUN_CANCELLING, StopReason.CANCELLED, since.plus(patience.cancelPatience())));
        }
        return Optional.empty();
    }

    private static Unneeded unneeded(AttemptKey key, Found found, StopReason reason, Instant notBefore) {
        String message = "Attempt " + key.attempt() + " had a job although " + reason.words() + "; it is stopped.";
        return new Unneeded(key, found, reason, notBefore, message);
    }
}
