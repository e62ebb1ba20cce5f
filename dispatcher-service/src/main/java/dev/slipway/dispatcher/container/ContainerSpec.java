package dev.slipway.dispatcher.container;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container to be made, with nothing left to decide.
 *
 * @param name the one name that the attempt can have in the engine
 * @param environment may hold credentials: never printed
 */
public record ContainerSpec(
        String name,
        ImageRequest image,
        List<String> command,
        Map<String, String> environment,
        Map<String, String> labels,
        Network network,
        List<String> volumes,
        Memory memory,
        boolean privileged,
        Map<CreateOption, Object> options) {

    /** The same with further variables, which win over those that are there. */
    public ContainerSpec withEnvironment(Map<String, String> more) {
        var merged = new LinkedHashMap<>(environment);
        merged.putAll(more);
        return new ContainerSpec(name, image, command, merged, labels, network, volumes, memory, privileged, options);
    }

    /** The name and the image: values of variables are in no log. */
    @Override
    public String toString() {
        return name + " of " + image.reference();
    }

    /**
     * @param mode as Docker takes it
     * @param others networks to join after creation
     * @param hosts extra names: host → address
     */
    public record Network(String mode, List<String> others, Map<String, String> hosts) {}

    /**
     * In bytes; null is unlimited, a swap limit of -1 too.
     *
     * @param withSwap memory and swap together
     */
    public record Memory(@Nullable Long limit, @Nullable Long withSwap) {}
}
