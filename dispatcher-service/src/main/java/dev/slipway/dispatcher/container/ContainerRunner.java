package dev.slipway.dispatcher.container;

import dev.slipway.dispatcher.dispatch.AttemptKey;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs containers. Every call blocks and belongs on a virtual thread.
 *
 * <p>All calls throw {@link InfrastructureUnavailable} when the engine does not answer, in which case nothing is known and the
 * call can be repeated. {@link #pull}, {@link #create} and {@link #start} throw {@link ContainerRefused} when repeating makes
 * no sense.
 */
public interface ContainerRunner {
    /** Whether the image has to be pulled before {@link #create}, by its policy and what the engine has. */
    boolean needsPull(ImageRequest image);

    /** Gets the image from its registry. */
    void pull(ImageRequest image, RegistryLogin login);

    /**
     * Creates the container, or finds the one that an earlier try for the same attempt and request created: the name is the
     * claim. Does not start it.
     */
    CreatedContainer create(ContainerSpec spec);

    /** Starts a created container; one that runs already stays as it is. */
    void start(String containerId);

    /** The state of a container now. */
    Observation inspect(String containerId);

    /** All containers of this installation, ended ones too. */
    List<ListedContainer> list();

    /** Asks the process to end, kills it after {@code grace}; returns when it has ended. A missing container is fine. */
    void stop(String containerId, Duration grace);

    /** Removes a container whatever its state; a missing one is fine. */
    void remove(String containerId);

    /** The last lines that the container wrote, oldest first; none if it is gone. */
    List<LogLine> logTail(String containerId, int lines);

    /**
     * Calls {@code changed} with the attempt of each of our containers that something happens to, until closed or the
     * connection is lost; then calls {@code lost}. What happened is for {@link #inspect} to say.
     */
    AutoCloseable watch(Consumer<AttemptKey> changed, Runnable lost);
}
