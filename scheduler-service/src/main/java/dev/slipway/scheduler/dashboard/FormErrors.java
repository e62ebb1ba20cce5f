package dev.slipway.scheduler.dashboard;

import dev.slipway.scheduler.schema.JsonSchemas.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Faults as a tree of the properties and indexes at which they are, the form in which the console shows them. */
final class FormErrors {
    private FormErrors() {}

    static void add(JsonArray errors, Fault fault) {
        var at = errors;
        for (Object step : fault.path()) {
            at = at(at, step instanceof Integer ? "index" : "property", step);
        }
        at.add(fault.message());
    }

    private static JsonArray at(JsonArray errors, String kind, Object step) {
        for (Object entry : errors) {
            if (entry instanceof JsonObject node && step.equals(node.getValue(kind))) {
                return node.getJsonArray("errors");
            }
        }
        var node = new JsonObject().put(kind, step).put("errors", new JsonArray());
        errors.add(node);
        return node.getJsonArray("errors");
    }
}
