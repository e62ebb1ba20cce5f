package dev.slipway.scheduler.automation.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.scheduler.automation.trigger.Firing;
import dev.slipway.scheduler.event.PrefectEvent;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InferenceTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final UUID RUN = UUID.fromString("0191d6f4-2b1c-7000-8000-000000000001");
    private static final UUID DEPLOYMENT = UUID.fromString("0191d6f4-2b1c-7000-8000-000000000002");

    @Test
    void whatTheActionNamesComesFirst() {
        var action = action(event(), Map.of(), new JsonObject().put("deployment_id", RUN.toString()));
        assertThat(Inference.target(action, "deployment_id", "deployment")).isEqualTo(RUN);
    }

    @Test
    void otherwiseTheEventSaysIt() {
        assertThat(Inference.target(action(event(), Map.of(), new JsonObject()), "deployment_id", "deployment"))
                .isEqualTo(DEPLOYMENT);
        assertThat(Inference.flowRun(action(event(), Map.of(), new JsonObject())))
                .isEqualTo(RUN);
    }

    @Test
    void aFlowRunMayBeKnownByItsLabelOnly() {
        var labels = Map.of("prefect.resource.id", "prefect.flow-run." + RUN);
        assertThat(Inference.flowRun(action(null, labels, new JsonObject()))).isEqualTo(RUN);
    }

    @Test
    void whatCanNotBeInferredFails() {
        assertThatThrownBy(() ->
                        Inference.target(action(event(), Map.of(), new JsonObject()), "work_pool_id", "work-pool"))
                .hasMessage("No work pool could be inferred");
        assertThatThrownBy(
                        () -> Inference.target(action(null, Map.of(), new JsonObject()), "work_pool_id", "work-pool"))
                .hasMessage("No event to infer the work pool");
        assertThatThrownBy(() -> Inference.flowRun(action(null, Map.of(), new JsonObject())))
                .hasMessage("No flow run could be inferred");
    }

    @Test
    void labelsAreReadByBracketsDotsAndAsATree() {
        var labels = LabelMap.of(Map.of("prefect.resource.id", "x", "prefect.resource.name", "n", "a.b", "c"));
        assertThat(labels).containsEntry("prefect.resource.id", "x").hasSize(3);
        assertThat(labels.get("id")).isEqualTo("x");
        assertThat(labels.get("name")).isEqualTo("n");
        assertThat(labels.get("labels"))
                .isEqualTo(
                        Map.of("prefect", Map.of("resource", Map.of("id", "x", "name", "n")), "a", Map.of("b", "c")));
    }

    private static PrefectEvent event() {
        return new PrefectEvent(
                UUID.randomUUID(),
                NOW,
                NOW,
                "prefect.flow-run.Completed",
                Map.of("prefect.resource.id", "prefect.flow-run." + RUN),
                List.of(Map.of(
                        "prefect.resource.id",
                        "prefect.deployment." + DEPLOYMENT,
                        "prefect.resource.role",
                        "deployment")),
                Map.of(),
                null);
    }

    private static TriggeredAction action(@Nullable PrefectEvent event, Map<String, String> labels, JsonObject action) {
        var firing = new Firing(
                UUID.randomUUID(), new JsonObject().put("id", RUN.toString()), NOW, labels, List.of(), event);
        return new TriggeredAction(
                UUID.randomUUID(),
                "default",
                new JsonObject().put("id", RUN.toString()).put("name", "a"),
                firing,
                event,
                action,
                0,
                UUID.randomUUID(),
                1);
    }
}
