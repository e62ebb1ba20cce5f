package dev.slipway.dispatcher.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jobs to review, and policies as an operator writes them. */
final class ReviewedJobs {
    static final String OWN = "otter-swabcdef012345";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "policy";

    private ReviewedJobs() {}

    static List<Refusal> review(ObjectNode job, String settings) {
        return JobReview.of(
                JSON.convertValue(job, new TypeReference<Map<String, Object>>() {}),
                policy(settings),
                Set.of("dev.slipway/run-id"));
    }

    static String everything() {
        return "privileged=true;privilege-escalation=true;host-paths=true;host-namespaces=true;host-ports=true;"
                + "unconfined=true;placement=true;service-account-tokens=true;service-accounts=*;namespaces=*;"
                + "capabilities=*;sysctls=*;volume-types=*;other-fields=*";
    }

    /** The real mapping with some settings, as {@code key=value;key=value}. */
    static PodPolicy policy(String settings) {
        var properties = new HashMap<String, String>();
        for (String setting : settings.split(";", -1)) {
            String[] parts = setting.split("=", 2);
            if (parts.length == 2) {
                properties.put(KEY + "." + parts[0], parts[1]);
            }
        }
        return new SmallRyeConfigBuilder()
                .withMapping(PodPolicy.class, KEY)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(PodPolicy.class, KEY);
    }

    static ObjectNode job(String pod, String metadata) {
        var job = (ObjectNode) tree("""
                {"apiVersion": "batch/v1", "kind": "Job",
                 "metadata": {"name": "%s", "namespace": "default", "labels": {}, "annotations": {}},
                 "spec": {"backoffLimit": 0, "template": {"metadata": {"labels": {}, "annotations": {}},
                          "spec": {"restartPolicy": "Never", "containers": [{"name": "main", "image": "a"}]}}}}
                """.formatted(OWN));
        merge(job, "/spec/template/spec", pod);
        merge(job, "/metadata", metadata);
        return job;
    }

    static void merge(ObjectNode job, String place, String more) {
        var target = (ObjectNode) job.at(place.equals("/") ? "" : place);
        target.setAll((ObjectNode) tree(more));
    }

    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
