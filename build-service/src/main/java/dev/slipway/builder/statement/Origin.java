package dev.slipway.builder.statement;

import dev.slipway.builder.build.Source;
import dev.slipway.builder.image.ParentImage;
import dev.slipway.builder.manifest.ImageStep;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an image comes from.
 *
 * @param repository address of the repository, without credentials
 * @param step how it was built; its arguments are shown to everybody
 * @param bases as far as they are known for sure
 */
public record Origin(
        Source source,
        String repository,
        ImageStep step,
        List<ParentImage> bases,
        UUID build,
        @Nullable Instant started) {}
