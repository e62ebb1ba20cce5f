package dev.slipway.scheduler.retry;

import java.time.Duration;

/**
 * Which endings of a run's infrastructure lead to another attempt, how many, and when.
 *
 * @param budget how many retries the run gets at most
 * @param delay before the first one; each later one waits twice as long
 */
public record RetryPolicy(RetryWish wish, int budget, Duration delay, Duration longestDelay) {
    /** What the run asks for, else what is configured. */
    public static RetryPolicy of(RetryWish wish, RetryConfig config) {
        Integer asked = wish.retries();
        return new RetryPolicy(wish, asked == null ? config.count() : asked, config.delay(), config.longestDelay());
    }

    /** Whether an ending is to be tried again as long as there is budget. */
    public boolean covers(String reason, boolean isInfrastructureFault) {
        return budget > 0 && (isInfrastructureFault || wish.reasons().contains(reason));
    }

    /** How long the next attempt waits after so many retries. */
    public Duration delayAfter(int retries) {
        Duration next = delay;
        for (int i = 0; i < retries && next.compareTo(longestDelay) < 0; i++) {
            next = next.multipliedBy(2);
        }
        return next.compareTo(longestDelay) < 0 ? next : longestDelay;
    }
}
