package dev.slipway.dispatcher.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When to try again what an unreachable engine or service prevented. Pure. */
record Patience(Duration longest, Duration firstPause) {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 10;

    /**
     * The pause before the next try; empty to give up.
     *
     * @param tries done so far, this one included
     * @param failingSince null if this is the first failure
     */
    Optional<Duration> pause(int tries, @Nullable Instant failingSince, Instant now) {
        if (failingSince != null && !now.isBefore(failingSince.plus(longest))) {
            return Optional.empty();
        }
        int doublings = Math.clamp(tries - 1, 0, MOST_DOUBLINGS);
        Duration pause = firstPause.multipliedBy(1L << doublings);
        return Optional.of(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
}
