package dev.slipway.scheduler.due;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the dispatcher needs of a pool's template and of the variables that a deployment and a run set. */
final class JobVariables {
    private static final String ENV = "env";

    private JobVariables() {}

    /** The template's job configuration, placeholders unresolved. */
    static Map<String, Object> configuration(JsonObject template) {
        return plain(object(template.getValue("job_configuration")));
    }

    /** Names and defaults of the template's variables that have one. */
    static Map<String, Object> defaults(JsonObject template) {
        JsonObject properties = object(object(template.getValue("variables")).getValue("properties"));
        JsonObject defaults = new JsonObject();
        properties.fieldNames().forEach(name -> {
            Object value = object(properties.getValue(name)).getValue("default");
            if (value != null) {
                defaults.put(name, value);
            }
        });
        return plain(defaults);
    }

    /** The deployment's variables with those of the run over them; {@code env} is merged name by name. */
    static Map<String, Object> merged(@Nullable JsonObject ofDeployment, @Nullable JsonObject ofRun) {
        JsonObject merged = ofDeployment == null ? new JsonObject() : ofDeployment.copy();
        if (ofRun != null) {
            JsonObject env = object(merged.getValue(ENV)).copy().mergeIn(object(ofRun.getValue(ENV)));
            merged.mergeIn(ofRun);
            if (!env.isEmpty()) {
                merged.put(ENV, env);
            }
        }
        return plain(merged);
    }

    private static JsonObject object(@Nullable Object value) {
        return value instanceof JsonObject json ? json : new JsonObject();
    }

    /** Maps and lists all the way down, as facts need them. */
    private static Map<String, Object> plain(JsonObject json) {
        return new JsonObject(json.encode()).getMap();
    }
}
