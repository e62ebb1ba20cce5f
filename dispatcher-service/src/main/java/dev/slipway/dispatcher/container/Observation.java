package dev.slipway.dispatcher.container;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.dispatch.Ending;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the engine says about a container. */
public sealed interface Observation {
    /** The engine has no such container. */
    record Gone() implements Observation {}

    /** It was created and never started. */
    record NotStarted() implements Observation {}

    /**
     * It starts by itself and something it needs is not there yet.
     *
     * @param reason why the attempt ends if that stays so
     * @param message what it waits for
     * @param givenUpAt when it has waited long enough; null to wait for ever
     * @param trouble somebody may want to do something about it; else it only takes its time
     */
    record Waiting(
            EndReason reason, String message, @Nullable Instant givenUpAt, boolean trouble) implements Observation {}

    /** Its process runs, or is paused. */
    record Running(Instant startedAt) implements Observation {}

    /**
     * Its process has ended.
     *
     * @param startedAt null if the process could not be started
     * @param oomKilled the kernel killed a process of the container for memory
     * @param error the engine's own words, empty if there are none
     */
    record Exited(int code, boolean oomKilled, @Nullable Instant startedAt, String error) implements Observation {}

    /**
     * Nothing of it runs any more, and its place knows why.
     *
     * @param startedAt null if no process was started
     */
    record Ended(Ending ending, @Nullable Instant startedAt) implements Observation {}
}
