package dev.slipway.scheduler.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeploymentTriggersTest {
    private static final UUID DEPLOYMENT = UUID.fromString("00000000-0000-7000-8000-000000000001");

    @Test
    void anEventTriggerIsSplitAsTheClientSplitsIt() {
        var automation = DeploymentTriggers.automation(
                DEPLOYMENT,
                Map.of(
                        "name",
                        "load",
                        "enabled",
                        false,
                        "expect",
                        List.of("export.finished"),
                        "parameters",
                        Map.of("rows", "{{ event.payload.rows }}"),
                        "schedule_after",
                        5));

        assertThat(automation).isEqualTo(new JsonObject("""
                {"name": "load", "enabled": false, "owner_resource": "prefect.deployment.00000000-0000-7000-8000-000000000001",
                 "trigger": {"expect": ["export.finished"], "posture": "Reactive"},
                 "actions": [{"type": "run-deployment", "source": "selected",
                    "deployment_id": "00000000-0000-7000-8000-000000000001",
                    "parameters": {"rows": "{{ event.payload.rows }}"}, "schedule_after": 5}]}"""));
    }

    @Test
    void partsOfACompositeTriggerGetWhatClientsAssume() {
        var automation = DeploymentTriggers.automation(
                DEPLOYMENT,
                Map.of(
                        "name", "both",
                        "type", "compound",
                        "require", "all",
                        "triggers",
                                List.of(
                                        Map.of("expect", List.of("a")),
                                        Map.of("posture", "Proactive", "expect", List.of("b")))));

        assertThat(automation.getJsonObject("trigger")).isEqualTo(new JsonObject("""
                {"type": "compound", "require": "all", "within": null, "triggers": [
                 {"expect": ["a"], "posture": "Reactive"}, {"expect": ["b"], "posture": "Proactive"}]}"""));
    }
}
