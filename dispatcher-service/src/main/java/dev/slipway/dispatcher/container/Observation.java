package dev.slipway.dispatcher.container;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the engine says about a container. */
public sealed interface Observation {
    /** The engine has no such container. */
    record Gone() implements Observation {}

    /** It was created and never started. */
    record NotStarted() implements Observation {}

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
}
