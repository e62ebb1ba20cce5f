package dev.slipway.local.serverbench;

import java.time.Duration;

/**
 * What a load achieved.
 *
 * @param done answered as expected within the time
 * @param failed answered otherwise
 * @param generator processor time of this process within the time
 * @param example of an answer that was not expected; empty if there is none
 */
record Rate(long done, long failed, Duration time, Duration generator, String example) {
    double perSecond() {
        return done / seconds(time);
    }

    /** Of one processor, in percent. */
    double generatorShare() {
        return 100 * seconds(generator) / seconds(time);
    }

    private static double seconds(Duration length) {
        return length.toNanos() / 1e9;
    }
}
