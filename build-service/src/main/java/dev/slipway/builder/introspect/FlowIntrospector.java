package dev.slipway.builder.introspect;

import dev.slipway.builder.image.RegistryLogin;
import dev.slipway.builder.manifest.Manifest.FlowFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Imports entrypoints where they will run and says what their flows are. An interrupt of the calling thread stops it. */
public interface FlowIntrospector {
    /** The flows by the entrypoints' keys, or {@link IntrospectionFailed} for the first that is none. */
    Map<String, FlowFacts> introspect(Surroundings surroundings, List<Entrypoint> entrypoints);

    /** The image for runs whose image the work pool decides. */
    String defaultImage();

    /**
     * Where to import.
     *
     * @param image reference, on the engine or to be pulled
     * @param checkout files to put beside the image's own; null if the image has the code
     * @param login of the image's registry, if it must be pulled; null for none
     */
    record Surroundings(
            String image, @Nullable Path checkout, @Nullable RegistryLogin login) {}

    /**
     * What to import.
     *
     * @param key names it in the answer and in messages
     * @param entrypoint {@code path.py:function} or {@code module.function}
     * @param directory the working directory; null for the image's own, or the checkout's
     */
    record Entrypoint(
            String key, String entrypoint, @Nullable String directory) {}
}
