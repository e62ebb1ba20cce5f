package dev.slipway.builder.reuse;

import java.util.UUID;

/**
 * An image that was pushed.
 *
 * @param name registry and repository
 * @param digest {@code sha256:…} in that registry
 * @param build the build that made it
 * @param commit what was built
 */
public record KnownImage(String name, String digest, UUID build, String commit) {
    /** How the image is asked for whatever its tags are. */
    public String pinned() {
        return name + "@" + digest;
    }
}
