package dev.slipway.scheduler.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.graph.Graph.Edge;
import dev.slipway.scheduler.graph.Graph.Node;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final UUID EXTRACT = new UUID(0, 1);
    private static final UUID CLEAN = new UUID(0, 2);
    private static final UUID LOAD = new UUID(0, 3);

    private static Step step(UUID id, int second, @Nullable Integer end, JsonObject inputs) {
        return new Step(
                "task-run",
                id,
                "task",
                "COMPLETED",
                NOON.plusSeconds(second),
                end == null ? null : NOON.plusSeconds(end),
                inputs);
    }

    private static JsonArray sources(UUID... ids) {
        var sources = new JsonArray();
        for (UUID id : ids) {
            sources.add(new JsonObject().put("input_type", "task_run").put("id", id.toString()));
        }
        return sources;
    }

    private static List<UUID> ids(List<Edge> edges) {
        return edges.stream().map(Edge::id).toList();
    }

    @Test
    void edgesLeadFromWhoGaveAResultToWhoTookIt() {
        var nodes = Steps.nodes(
                List.of(
                        step(
                                LOAD,
                                3,
                                4,
                                new JsonObject().put("a", sources(CLEAN)).put("b", sources(EXTRACT, CLEAN))),
                        step(EXTRACT, 1, 2, new JsonObject()),
                        step(CLEAN, 2, 3, new JsonObject().put("rows", sources(EXTRACT)))),
                Map.of(),
                Instant.MIN);

        assertThat(nodes).extracting(Node::id).containsExactly(EXTRACT, CLEAN, LOAD);
        assertThat(ids(nodes.get(0).children())).containsExactly(CLEAN, LOAD);
        assertThat(ids(nodes.get(2).parents())).containsExactly(EXTRACT, CLEAN);
        assertThat(nodes.get(0).parents()).isEmpty();
    }

    @Test
    void aTaskWithinATaskIsEncapsulatedByItAndNoChild() {
        var nodes = Steps.nodes(
                List.of(
                        step(EXTRACT, 1, 4, new JsonObject()),
                        step(CLEAN, 2, 3, new JsonObject().put("__parents__", sources(EXTRACT)))),
                Map.of(),
                Instant.MIN);

        assertThat(ids(nodes.get(1).encapsulating())).containsExactly(EXTRACT);
        assertThat(nodes.get(1).parents()).isEmpty();
        assertThat(nodes.get(0).children()).isEmpty();
    }

    @Test
    void whatEndedBeforeIsLeftOutAndStillAnEdge() {
        var nodes = Steps.nodes(
                List.of(
                        step(EXTRACT, 1, 2, new JsonObject()),
                        step(CLEAN, 3, null, new JsonObject().put("rows", sources(EXTRACT)))),
                Map.of(),
                NOON.plusSeconds(3));

        assertThat(nodes).extracting(Node::id).containsExactly(CLEAN);
        assertThat(ids(nodes.getFirst().parents())).containsExactly(EXTRACT);
    }

    @Test
    void aSourceInAnotherRunOrWithoutAnIdIsNoEdge() {
        var inputs = new JsonObject()
                .put("a", sources(LOAD))
                .put(
                        "b",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("input_type", "parameter")
                                        .put("name", "x")));

        var nodes = Steps.nodes(List.of(step(EXTRACT, 1, 2, inputs)), Map.of(), Instant.MIN);

        assertThat(nodes.getFirst().parents()).isEmpty();
    }
}
