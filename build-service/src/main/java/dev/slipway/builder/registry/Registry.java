package dev.slipway.builder.registry;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * A private registry, or a part of one, with what is needed to push to it. Never leaves this service as it is.
 *
 * @param address host and port, and maybe the beginning of a path, as image names begin with it
 */
public record Registry(String name, String address, Login login) {
    /** True if the image's name says that it lives here. */
    public boolean holds(String image) {
        return image.startsWith(address + "/");
    }

    /** Of those that hold the image the one with the longest address; of equals the first. */
    public static Optional<Registry> holding(String image, Collection<Registry> registries) {
        return registries.stream()
                .filter(registry -> registry.holds(image))
                .sorted(Comparator.comparingInt((Registry one) -> one.address().length())
                        .reversed())
                .findFirst();
    }

    /** The address without a path. */
    public String host() {
        return address.replaceFirst("/.*", "");
    }

    /** What the images of a repository of the forge are called here. */
    public String image(String repository) {
        String path = address.substring(host().length()).replaceFirst("^/", "");
        boolean isBelow = !path.isEmpty() && (repository + "/").startsWith(path + "/");
        return (isBelow ? host() : address) + "/" + repository;
    }

    @Override
    public String toString() {
        return "Registry[" + name + " at " + address + "]";
    }
}
