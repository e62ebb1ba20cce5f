package dev.slipway.builder.image;

import dev.slipway.builder.manifest.ImageStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Builds images and gets them into registries. Both calls fail with {@link ImageFailed}; an interrupt of the calling thread
 * cancels what is under way.
 */
public interface ImageBuilder {
    /** Packs what the image is made of; the caller closes it. */
    PackedContext pack(Context context, ImageStep image);

    /**
     * A number that is the same whenever files, Dockerfile, base images, arguments and platform are. Empty if the image depends
     * on more than that, as far as can be known.
     *
     * @param logins by base image, for private ones
     */
    Optional<String> key(PackedContext packed, Map<String, RegistryLogin> logins, Consumer<String> log);

    /** The base images as they are here now, of those that are. */
    List<ParentImage> bases(PackedContext packed);

    /**
     * Builds the image and leaves it, under all its references, where {@link #push} finds it.
     *
     * @param logins by base image, for private ones
     */
    void build(PackedContext packed, Map<String, RegistryLogin> logins, Consumer<String> log);

    /**
     * Pushes every given tag; the digest under which the registry has the image.
     *
     * @throws PushDenied if the registry refuses the login
     */
    String push(String name, List<String> tags, RegistryLogin login, Consumer<String> log);

    /**
     * Around the image.
     *
     * @param checkout root of the repository's files
     * @param directoryName what the code's directory is called with a generated Dockerfile
     * @param labels say where the image comes from
     */
    record Context(Path checkout, String directoryName, Map<String, String> labels) {}
}
