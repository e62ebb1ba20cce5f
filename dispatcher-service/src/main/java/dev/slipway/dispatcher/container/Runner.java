package dev.slipway.dispatcher.container;

import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks after what was made in one place. Every call blocks and belongs on a virtual thread.
 *
 * <p>All calls throw {@link InfrastructureUnavailable} when the place does not answer, in which case nothing is known and the
 * call can be repeated.
 */
public interface Runner {
    /** The place. */
    Place place();

    /**
     * Starts what was made; what runs already, or starts by itself, stays as it is.
     *
     * @throws ContainerRefused when repeating makes no sense
     */
    void start(String containerId);

    /** What it is seen to do without asking its place, if that is as it should be; empty if it has to be inspected. */
    default Optional<Observation> glance(String containerId) {
        return Optional.empty();
    }

    /** The state of a container now. */
    Observation inspect(String containerId);

    /** All that this installation made here, what has ended too. */
    List<ListedContainer> list();

    /**
     * Asks the process to end, and has it killed after {@code grace}. May return before it has ended, which {@link #inspect}
     * tells. A missing container is fine.
     */
    void stop(String containerId, Duration grace);

    /** Removes a container whatever its state; a missing one is fine. */
    void remove(String containerId);

    /** Its end is recorded: from now on it may go as soon as its owner wishes. */
    default void release(String containerId) {
        // it stays until it is removed
    }

    /** How long what has ended is kept for people to look at. */
    Duration keepEnded();

    /** The last lines that the container wrote, oldest first; none if it is gone. */
    List<LogLine> logTail(String containerId, int lines);

    /**
     * Calls {@code changed} with the attempt of each of our containers that something happens to, until closed or the
     * connection is lost; then calls {@code lost}. What happened is for {@link #inspect} to say.
     */
    AutoCloseable watch(Consumer<AttemptKey> changed, Runnable lost);
}
