package dev.slipway.local.demo;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task run's change of state, read from an event in Prefect's format. */
record TaskRunEvent(String name, String state, Instant occurred) {
    private static final String PREFIX = "prefect.task-run.";

    /** Empty for any other event and for task runs of other flow runs. */
    static Optional<TaskRunEvent> of(Map<String, Object> event, UUID flowRunId) {
        String kind = String.valueOf(event.get("event"));
        if (!kind.startsWith(PREFIX) || !isRelated(event.get("related"), "prefect.flow-run." + flowRunId)) {
            return Optional.empty();
        }
        String name = event.get("resource") instanceof Map<?, ?> resource
                ? String.valueOf(resource.get("prefect.resource.name"))
                : "";
        Instant occurred =
                OffsetDateTime.parse(String.valueOf(event.get("occurred"))).toInstant();
        return Optional.of(new TaskRunEvent(name, kind.substring(PREFIX.length()), occurred));
    }

    private static boolean isRelated(@Nullable Object related, String resourceId) {
        return related instanceof List<?> resources
                && resources.stream()
                        .anyMatch(resource -> resource instanceof Map<?, ?> labels
                                && resourceId.equals(labels.get("prefect.resource.id")));
    }
}
