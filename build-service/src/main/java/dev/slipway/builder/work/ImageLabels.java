package dev.slipway.builder.work;

import dev.slipway.builder.build.Build;
import dev.slipway.builder.project.Project;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an image says about where it comes from. Pure; nothing of it changes from one build of a commit to the next but the build. */
final class ImageLabels {
    private static final String OCI = "org.opencontainers.image.";

    private ImageLabels() {}

    static Map<String, String> of(Build build, Project project) {
        var source = build.source();
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("dev.slipway.project", source.project());
        labels.put("dev.slipway.commit", source.commit());
        labels.put("dev.slipway.build", build.id().toString());
        labels.put(OCI + "source", project.gitUrl());
        labels.put(OCI + "revision", source.commit());
        labels.put(OCI + "version", source.ref().replaceFirst("^refs/(heads|tags)/", ""));
        created(build.push().timestamp()).ifPresent(time -> labels.put(OCI + "created", time));
        return labels;
    }

    /** The time of the commit, since that of the build would make another image of each. */
    static Optional<String> created(@Nullable String committed) {
        try {
            return Optional.ofNullable(committed).map(text -> OffsetDateTime.parse(text)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
