package dev.slipway.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes what a team needs before its first push; what is there already is brought up to date. */
public final class Provisioning {
    private final GatewayClient gateway;

    public Provisioning(GatewayClient gateway) {
        this.gateway = gateway;
    }

    /** A registry by name. */
    public void registry(String name, RunningSlipway.Registry registry) {
        gateway.put(
                "/slipway/v1/registries/" + name,
                Map.of(
                        "name", name,
                        "address", registry.address(),
                        "username", registry.username(),
                        "password", registry.password()));
    }

    /** A project; {@code definition} as the gateway documents it. */
    public JsonNode project(Map<String, Object> definition) {
        String path = "/slipway/v1/projects/" + definition.get("slug");
        return gateway.tryGet(path).succeeded()
                ? gateway.put(path, definition)
                : gateway.post("/slipway/v1/projects", definition);
    }

    /** A work pool with the default template of its type. */
    public void workPool(String name, String type) {
        if (gateway.tryGet("/api/work_pools/" + name).succeeded()) {
            return;
        }
        Object template = defaultTemplate(type);
        gateway.post("/api/work_pools/", Map.of("name", name, "type", type, "base_job_template", template));
    }

    /** Lets no schedule of a deployment start further runs; the ids of those that did. */
    public List<String> pauseSchedules(String deploymentId) {
        return setSchedules(deploymentId, false);
    }

    /** Lets the schedules of a deployment start runs; their ids. */
    public List<String> resumeSchedules(String deploymentId) {
        return setSchedules(deploymentId, true);
    }

    private List<String> setSchedules(String deploymentId, boolean active) {
        var changed = new ArrayList<String>();
        for (JsonNode schedule : gateway.get("/api/deployments/" + deploymentId).path("schedules")) {
            if (schedule.path("active").asBoolean() != active) {
                String id = schedule.path("id").asText();
                gateway.patch("/api/deployments/" + deploymentId + "/schedules/" + id, Map.of("active", active));
                changed.add(id);
            }
        }
        return changed;
    }

    private JsonNode defaultTemplate(String type) {
        for (JsonNode integration : gateway.get("/api/collections/views/aggregate-worker-metadata")) {
            if (integration.has(type)) {
                return integration.path(type).path("default_base_job_configuration");
            }
        }
        throw new IllegalArgumentException("no integration has workers of type " + type);
    }
}
