package dev.slipway.builder.work;

import dev.slipway.builder.image.ParentImage;
import dev.slipway.builder.manifest.ImageStep;
import dev.slipway.builder.manifest.PushStep;
import dev.slipway.builder.reuse.KnownImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of an image step before its push.
 *
 * @param key what the image is made of; empty if that can't be said
 * @param reused the image that takes its place; empty if it was built
 * @param bases what it was built on, as far as that is known for sure
 */
record BuiltStep(ImageStep image, Optional<String> key, Optional<KnownImage> reused, List<ParentImage> bases) {
    /** The step whose image is pushed. */
    static Optional<BuiltStep> of(PushStep push, List<BuiltStep> steps) {
        return steps.stream().filter(step -> references(step.image, push)).reduce((first, last) -> last);
    }

    /** Those that were not built, by each of their references. */
    static Map<String, String> pinned(List<BuiltStep> steps) {
        Map<String, String> pinned = new HashMap<>();
        for (BuiltStep step : steps) {
            step.reused.ifPresent(
                    known -> step.image.references().forEach(reference -> pinned.put(reference, known.pinned())));
        }
        return pinned;
    }

    static boolean references(ImageStep image, PushStep push) {
        return image.references().contains(push.reference());
    }
}
