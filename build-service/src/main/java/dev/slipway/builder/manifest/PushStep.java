package dev.slipway.builder.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image to push.
 *
 * @param credentials null for those of the registered registry with the longest address that the name begins with
 */
public record PushStep(
        String name,
        String tag,
        List<String> additionalTags,
        @Nullable Credentials credentials) {

    /** What the image is called once it is pushed. */
    public String reference() {
        return name + ":" + tag;
    }

    /**
     * As the file gives them.
     *
     * @param registry host and port
     */
    public record Credentials(String registry, String username, String password) {
        /** True if they are for the host where the image lives. */
        boolean isFor(String image) {
            return image.startsWith(registry + "/");
        }

        @Override
        public String toString() {
            return "Credentials[" + registry + "]";
        }
    }
}
