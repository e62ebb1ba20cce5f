package dev.slipway.dispatcher.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.contracts.run.v1.RunDue;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Due runs with the default template of a {@code kubernetes} pool. */
final class KubernetesRuns {
    static final UUID RUN = new UUID(0, 1);
    static final String PREFIX = "slipway.dispatcher.kubernetes.";
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private KubernetesRuns() {}

    static RunDue due(Map<String, Object> variables) {
        return due("gentle-otter", manifest("{}"), variables, 1);
    }

    /** With what the pool's template has beside Prefect's own manifest, as JSON: {@code job}, {@code pod}, {@code container}. */
    static RunDue due(String beside, Map<String, Object> variables) {
        return due("gentle-otter", manifest(beside), variables, 1);
    }

    static RunDue due(String name, Map<String, Object> configuration, Map<String, Object> variables, int attempt) {
        return new RunDue(
                "default",
                RUN,
                attempt,
                name,
                new UUID(0, 2),
                "Hello Flow",
                new UUID(0, 3),
                "nightly",
                Instant.parse("2026-11-01T10:00:00Z"),
                new UUID(0, 4),
                "cluster",
                "kubernetes",
                "default",
                configuration,
                Map.of("namespace", "default", "image_pull_policy", "IfNotPresent", "backoff_limit", 0),
                variables,
                NOW,
                NOW);
    }

    static JobManifest render(Map<String, Object> variables) {
        return render(due(variables), Map.of());
    }

    static JobManifest render(RunDue due, Map<String, String> settings) {
        return render(due, JobConfiguration.of(due), settings);
    }

    static JobManifest render(RunDue due, JobConfiguration configuration, Map<String, String> settings) {
        return new KubernetesTemplate(config(settings), "home").render(due, configuration);
    }

    /** The real mapping, with settings by their keys after the prefix. */
    static KubernetesConfig config(Map<String, String> settings) {
        var properties = new HashMap<String, String>();
        settings.forEach((key, value) -> properties.put(PREFIX + key, value));
        return new SmallRyeConfigBuilder()
                .withMapping(KubernetesConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(KubernetesConfig.class);
    }

    static final Map<String, String> EVERYTHING_ALLOWED = Map.ofEntries(
            Map.entry("policy.namespaces", "*"),
            Map.entry("policy.service-accounts", "*"),
            Map.entry("policy.service-account-tokens", "true"),
            Map.entry("policy.privileged", "true"),
            Map.entry("policy.privilege-escalation", "true"),
            Map.entry("policy.capabilities", "*"),
            Map.entry("policy.host-paths", "true"),
            Map.entry("policy.host-namespaces", "true"),
            Map.entry("policy.host-ports", "true"),
            Map.entry("policy.unconfined", "true"),
            Map.entry("policy.sysctls", "*"),
            Map.entry("policy.volume-types", "*"),
            Map.entry("policy.placement", "true"),
            Map.entry("policy.other-fields", "*"));

    static Map<String, Object> json(String text) {
        try {
            return JSON.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The whole Job as its reader sees it. */
    static JsonNode tree(JobManifest manifest) {
        try {
            return JSON.readTree(JSON.writeValueAsBytes(manifest.job()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode inPod(JobManifest manifest, String field) {
        return tree(manifest).at("/spec/template/spec/" + field);
    }

    static JsonNode inContainer(JobManifest manifest, String field) {
        return inPod(manifest, "containers/0/" + field);
    }

    /** An entry of the first container's environment. */
    static JsonNode variable(JobManifest manifest, String name) {
        for (JsonNode entry : inContainer(manifest, "env")) {
            if (name.equals(entry.path("name").asText())) {
                return entry;
            }
        }
        return MissingNode.getInstance();
    }

    static Map<String, Object> manifest(String beside) {
        Map<String, Object> more = json(beside);
        Map<String, Object> container = json("""
                {"name": "prefect-job", "env": "{{ env }}", "image": "{{ image }}", "args": "{{ command }}",
                 "imagePullPolicy": "{{ image_pull_policy }}",
                 "resources": {"limits": {"memory": "{{ memory_limit }}"}, "requests": {"memory": "{{ memory_request }}"}}}
                """);
        container.putAll(inner(more, "container"));
        Map<String, Object> pod = json("""
                {"parallelism": 1, "completions": 1, "restartPolicy": "Never",
                 "serviceAccountName": "{{ service_account_name }}"}
                """);
        pod.put("containers", List.of(container));
        pod.putAll(inner(more, "pod"));
        Map<String, Object> job = json("""
                {"backoffLimit": "{{ backoff_limit }}", "ttlSecondsAfterFinished": "{{ finished_job_ttl }}"}
                """);
        job.put("template", new HashMap<>(Map.of("spec", pod)));
        job.putAll(inner(more, "job"));
        Map<String, Object> manifest = json("""
                {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"generateName": "{{ name }}-",
                 "namespace": "{{ namespace }}", "labels": "{{ labels }}", "annotations": "{{ annotations }}"}}
                """);
        manifest.put("spec", job);
        inner(manifest, "metadata").putAll(inner(more, "metadata"));
        Map<String, Object> configuration = json("""
                {"env": "{{ env }}", "command": "{{ command }}", "labels": "{{ labels }}", "name": "{{ name }}",
                 "annotations": "{{ annotations }}", "namespace": "{{ namespace }}", "cluster_config": "{{ cluster_config }}",
                 "job_watch_timeout_seconds": "{{ job_watch_timeout_seconds }}",
                 "pod_watch_timeout_seconds": "{{ pod_watch_timeout_seconds }}", "stream_output": "{{ stream_output }}"}
                """);
        configuration.put("job_manifest", manifest);
        return configuration;
    }

    private static Map<String, Object> inner(Map<String, Object> more, String key) {
        Object value = more.get(key);
        return value == null ? Map.of() : JsonValues.map(value);
    }
}
