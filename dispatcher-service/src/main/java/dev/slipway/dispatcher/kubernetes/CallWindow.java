package dev.slipway.dispatcher.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How many calls of one API server may be under way: few until it answers, one more with each answer, few again when it falls
 * silent. A server that hangs holds that few threads; who comes then is turned away instead of waiting with them. What silence is
 * depends on how long the server took before: a slow one is not taken for one that hangs.
 */
final class CallWindow {
    /** Threads are shared by all clusters: this long the others wait for a server that never answered. */
    private static final Duration SHORTEST_SILENCE = Duration.ofMillis(300);

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);
    /** What takes less asked the server nothing. */
    private static final Duration NOTHING = Duration.ofMillis(2);

    private static final int FEW = 2;

    private final int most;
    private final Clock clock;
    private int open = FEW;
    private int underWay;
    private Instant quietSince;
    private Duration slowest = Duration.ZERO;

    CallWindow(int most, Clock clock) {
        this.most = Math.max(FEW, most);
        this.clock = clock;
        this.quietSince = clock.instant();
    }

    /** Waits for a place while the server answers others; false if it is silent. */
    synchronized boolean enter() throws InterruptedException {
        while (true) {
            if (underWay == 0) {
                quietSince = clock.instant();
            }
            Duration left = silence().minus(Duration.between(quietSince, clock.instant()));
            boolean silent = left.isNegative() || left.isZero();
            if (underWay < (silent ? FEW : open)) {
                underWay++;
                return true;
            }
            if (silent) {
                return false;
            }
            wait(left.toMillis() + 1);
        }
    }

    /** The server said something. */
    synchronized void answered() {
        quietSince = clock.instant();
        open = Math.min(most, open + 1);
        notifyAll();
    }

    /** A call has ended with an answer, whatever that was. */
    synchronized void leave(Duration taken) {
        if (taken.compareTo(slowest) > 0) {
            slowest = taken;
        } else if (taken.compareTo(NOTHING) > 0) {
            slowest = slowest.minus(slowest.dividedBy(10));
        }
        underWay--;
        notifyAll();
    }

    /** A call has ended without an answer. */
    synchronized void leaveUnanswered() {
        open = FEW;
        underWay--;
        notifyAll();
    }

    private Duration silence() {
        Duration unusual = slowest.multipliedBy(3);
        if (unusual.compareTo(SHORTEST_SILENCE) < 0) {
            return SHORTEST_SILENCE;
        }
        return unusual.compareTo(LONGEST_SILENCE) < 0 ? unusual : LONGEST_SILENCE;
    }
}
