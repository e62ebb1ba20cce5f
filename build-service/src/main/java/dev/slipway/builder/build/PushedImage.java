package dev.slipway.builder.build;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.slipway.contracts.build.v1.BuildSucceeded.BuiltImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An image of a build.
 *
 * @param reference what was asked for, as {@code registry/team/app:tag}
 * @param digest {@code sha256:…} as the registry has it
 * @param reused whether an earlier build made it of the same files, base images and arguments
 * @param builtBy that build; null if it was not reused
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PushedImage(
        String reference,
        String digest,
        boolean reused,
        @Nullable UUID builtBy) {

    /** By reference. */
    public static Map<String, String> digests(List<PushedImage> images) {
        Map<String, String> digests = new LinkedHashMap<>();
        images.forEach(image -> digests.put(image.reference, image.digest));
        return digests;
    }

    BuiltImage fact() {
        return new BuiltImage(reference, digest);
    }
}
