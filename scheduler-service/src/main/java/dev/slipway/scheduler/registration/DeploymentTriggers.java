package dev.slipway.scheduler.registration;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What {@code prefect deploy} makes of a deployment's {@code triggers}: for each an automation that belongs to the deployment and
 * runs it. Pure.
 */
final class DeploymentTriggers {
    private static final Set<String> OF_AUTOMATION = Set.of("name", "description", "enabled");
    private static final Set<String> OF_ACTION = Set.of("parameters", "job_variables", "schedule_after");

    private DeploymentTriggers() {}

    /** The resource that they belong to. */
    static String owner(UUID deployment) {
        return "prefect.deployment." + deployment;
    }

    /** The body of a request for the automation. */
    static JsonObject automation(UUID deployment, Map<String, Object> trigger) {
        // nested maps and lists become JSON, too
        var given = new JsonObject(new JsonObject(trigger).encode());
        var action = moved(given, OF_ACTION)
                .put("type", "run-deployment")
                .put("source", "selected")
                .put("deployment_id", deployment.toString());
        return moved(given, OF_AUTOMATION)
                .put("owner_resource", owner(deployment))
                .put("actions", new JsonArray().add(action))
                .put("trigger", completed(given));
    }

    private static JsonObject moved(JsonObject from, Set<String> names) {
        var taken = new JsonObject();
        names.stream().filter(from::containsKey).forEach(name -> taken.put(name, from.remove(name)));
        return taken;
    }

    /** With what clients assume and the API wants to be told. */
    private static JsonObject completed(JsonObject trigger) {
        if (trigger.getValue("triggers") instanceof JsonArray parts) {
            List<Object> all = parts.stream()
                    .map(part -> part instanceof JsonObject json ? completed(json) : part)
                    .toList();
            trigger.put("triggers", new JsonArray(all));
            return trigger.containsKey("within") ? trigger : trigger.putNull("within");
        }
        return trigger.containsKey("posture") ? trigger : trigger.put("posture", "Reactive");
    }
}
