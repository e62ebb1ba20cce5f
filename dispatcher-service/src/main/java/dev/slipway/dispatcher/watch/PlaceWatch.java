package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.container.Runner;
import dev.slipway.dispatcher.loop.RepeatingThread;
import dev.slipway.dispatcher.loop.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one place's stream of events open and turns each event into a mark; compares the place with the records every so often
 * and after each gap in the stream; removes what has ended. On a thread of its own, so that a place that hangs delays no other.
 */
final class PlaceWatch {
    private static final Logger LOG = Logger.getLogger(PlaceWatch.class);
    private static final Duration STEP = Duration.ofSeconds(1);
    /** Each try lists everything. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Runner runner;
    private final Upkeep upkeep;
    private final Marks marks;
    private final Duration compareEvery;
    private final Clock clock;
    private final RepeatingThread thread;
    private volatile @Nullable AutoCloseable stream;
    private volatile boolean connected;
    private Instant comparedAt = Instant.EPOCH;
    private Instant connectNotBefore = Instant.EPOCH;
    private Duration pause = STEP;

    PlaceWatch(Runner runner, Upkeep upkeep, Marks marks, Duration compareEvery, Clock clock) {
        this.runner = runner;
        this.upkeep = upkeep;
        this.marks = marks;
        this.compareEvery = compareEvery;
        this.clock = clock;
        this.thread = new RepeatingThread("watch " + runner.place(), new Signal(), STEP, this::step);
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        thread.stop();
        close();
    }

    /** A place that can't be watched can be looked at. */
    private void step() {
        try {
            connect();
        } finally {
            look();
        }
    }

    private void look() {
        if (marks.takeCleaning(runner.place())) {
            upkeep.dispose(runner);
        }
        Instant now = clock.instant();
        if (!now.isBefore(comparedAt.plus(compareEvery))) {
            upkeep.compare(runner);
            comparedAt = now;
        }
    }

    private void connect() {
        if (connected || clock.instant().isBefore(connectNotBefore)) {
            return;
        }
        close();
        // said first, so that a loss during the call is not overwritten
        connected = true;
        try {
            stream = runner.watch(marks::mark, this::lost);
            // what happened before the stream was open is found by comparing
            comparedAt = Instant.EPOCH;
            pause = STEP;
        } catch (RuntimeException e) {
            connected = false;
            connectNotBefore = clock.instant().plus(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            throw e;
        }
    }

    /** The next try comes with the thread's next round: a place that is down is not asked without pause. */
    private void lost() {
        connected = false;
    }

    private void close() {
        AutoCloseable open = stream;
        if (open != null) {
            stream = null;
            connected = false;
            try {
                open.close();
            } catch (Exception e) {
                LOG.debug("the stream of events did not close well", e);
            }
        }
    }
}
