package dev.slipway.dispatcher.journey;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The base job template of new {@code kubernetes} pools, as the scheduler gives it out. */
final class KubernetesDefaults {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path COLLECTIONS =
            Path.of("../scheduler-service/src/main/resources/collections/worker-metadata.json");

    private KubernetesDefaults() {}

    static Map<String, Object> jobConfiguration() {
        return JSON.convertValue(template().get("job_configuration"), new TypeReference<>() {});
    }

    static Map<String, Object> variableDefaults() {
        var defaults = new LinkedHashMap<String, Object>();
        template().get("variables").get("properties").properties().forEach(variable -> {
            if (variable.getValue().has("default")) {
                defaults.put(
                        variable.getKey(), JSON.convertValue(variable.getValue().get("default"), Object.class));
            }
        });
        return defaults;
    }

    private static JsonNode template() {
        try {
            return JSON.readTree(COLLECTIONS.toFile())
                    .get("prefect-kubernetes")
                    .get("kubernetes")
                    .get("default_base_job_configuration");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
