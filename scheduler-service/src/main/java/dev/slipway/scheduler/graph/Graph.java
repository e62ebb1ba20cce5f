package dev.slipway.scheduler.graph;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A flow run as Prefect's console draws it.
 *
 * @param nodes pairs of an id and its node
 * @param artifacts of the flow run itself
 */
record Graph(
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        List<UUID> rootNodeIds,
        List<List<Object>> nodes,
        List<Artifact> artifacts,
        List<State> states) {

    /**
     * A task run, or the subflow that a task run stands for.
     *
     * @param parents whose results it took
     * @param children who took its result
     * @param encapsulating the tasks within which it was called
     */
    record Node(
            String kind,
            UUID id,
            String label,
            String stateType,
            Instant startTime,
            @Nullable Instant endTime,
            List<Edge> parents,
            List<Edge> children,
            List<Edge> encapsulating,
            List<Artifact> artifacts) {}

    record Edge(UUID id) {}

    /** An artifact without its data, which only those that show progress have here. */
    record Artifact(
            UUID id,
            Instant created,
            @Nullable String key,
            @Nullable String type,
            @JsonProperty("is_latest") boolean isLatest,
            @Nullable Object data) {}

    record State(UUID id, Instant timestamp, String type, String name) {}
}
