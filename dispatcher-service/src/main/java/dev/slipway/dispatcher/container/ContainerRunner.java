package dev.slipway.dispatcher.container;

/**
 * Runs containers on an engine that is told each step: pull, create, start. {@link #pull} and {@link #create} throw
 * {@link ContainerRefused} when repeating makes no sense.
 */
public interface ContainerRunner extends Runner {
    /** Whether the image has to be pulled before {@link #create}, by its policy and what the engine has. */
    boolean needsPull(ImageRequest image);

    /** Gets the image from its registry. */
    void pull(ImageRequest image, RegistryLogin login);

    /**
     * Creates the container, or finds the one that an earlier try for the same attempt and request created: the name is the
     * claim. Does not start it.
     */
    CreatedContainer create(ContainerSpec spec);
}
