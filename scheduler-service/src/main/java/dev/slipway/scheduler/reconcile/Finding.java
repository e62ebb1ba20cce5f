package dev.slipway.scheduler.reconcile;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.run.v1.RunRepaired;
import dev.slipway.scheduler.job.Ending;
import dev.slipway.scheduler.state.StateType;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run whose job is missing.
 *
 * @param ending how its job ended; null if the dispatcher never had one, and is to be told of the attempt again
 */
record Finding(RunRepaired.Found found, @Nullable Ending ending) {
    private static final String UNKNOWN = "The dispatcher knows nothing of this attempt.";

    /**
     * What is wrong with a run, if anything is.
     *
     * @param report null if the dispatcher does not know the attempt
     * @param settledBefore ends that are newer may be facts on their way
     */
    static Optional<Finding> of(DispatchedRun run, @Nullable DispatchReport report, Instant settledBefore) {
        if (report == null) {
            // what is being cancelled must not be started for that
            Ending ending = run.stateType() == StateType.CANCELLING ? Ending.lost(run.attempt(), UNKNOWN) : null;
            return Optional.of(new Finding(RunRepaired.Found.NO_DISPATCH, ending));
        }
        Instant endedAt = report.endedAt();
        if (endedAt == null || endedAt.isAfter(settledBefore)) {
            return Optional.empty();
        } else if (report.hasEnded()) {
            EndReason reason = report.endReason() == null ? EndReason.UNKNOWN : report.endReason();
            return Optional.of(
                    new Finding(RunRepaired.Found.DISPATCH_ENDED, new Ending(run.attempt(), reason, message(report))));
        } else if (report.isLost()) {
            return Optional.of(
                    new Finding(RunRepaired.Found.DISPATCH_LOST, Ending.lost(run.attempt(), message(report))));
        }
        return Optional.empty();
    }

    private static String message(DispatchReport report) {
        String message = report.message();
        return message == null ? "Its infrastructure has ended." : message;
    }

    /** The finding as the beginning of a sentence. */
    String words(int attempt) {
        return switch (found) {
            case NO_DISPATCH -> "The dispatcher did not know attempt " + attempt;
            case DISPATCH_ENDED -> "The job of attempt " + attempt + " had ended and the run was not told";
            case DISPATCH_LOST -> "The job of attempt " + attempt + " was lost and the run was not told";
            case UNKNOWN -> "The job of attempt " + attempt + " was missing";
        };
    }
}
