package dev.slipway.local.clusterbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.contracts.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Does what the Job controller and a kubelet do, without a container: every Job gets a pod that runs, until it is let end. */
final class LiveJobs {
    private static final int CLIENTS = 16;
    private static final int EXIT_CODE = 3;

    private final KubernetesApi api;
    private final Clock clock;
    private final List<String> jobs = new ArrayList<>();

    LiveJobs(KubernetesApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** Pods for all Jobs of Slipway; how many there are. */
    int start() {
        // all names first: the list is forgotten before so many pods are made
        api.pages(KubernetesApi.jobs(), "dev.slipway/installation", page -> page.forEach(job -> jobs.add(name(job))));
        KubernetesApi.parallel(jobs, CLIENTS, name -> start(api.get(KubernetesApi.jobs() + "/" + name)));
        return jobs.size();
    }

    /** The first Jobs end; when they had, by name. */
    Map<String, Instant> end(int count) {
        var ended = new HashMap<String, Instant>();
        for (String job : jobs.subList(0, Math.min(count, jobs.size()))) {
            Instant now = now();
            api.patch(KubernetesApi.pods() + "/" + pod(job) + "/status", podEnded(now));
            api.patch(KubernetesApi.jobs() + "/" + job + "/status", jobFailed(now));
            ended.put(job, clock.instant());
        }
        return ended;
    }

    private void start(JsonNode job) {
        Instant now = now();
        String name = name(job);
        api.post(KubernetesApi.pods(), pod(job));
        api.patch(
                KubernetesApi.pods() + "/" + pod(name) + "/status",
                podStatus("Running", "True", Map.of("running", Map.of("startedAt", now.toString())), now));
        api.patch(
                KubernetesApi.jobs() + "/" + name + "/status",
                Map.of("status", Map.of("startTime", now.toString(), "active", 1, "ready", 1)));
    }

    private static JsonNode pod(JsonNode job) {
        JsonNode template = job.path("spec").path("template");
        ObjectNode pod = Json.MAPPER.createObjectNode();
        ObjectNode metadata = pod.putObject("metadata").put("name", pod(name(job)));
        metadata.set("labels", template.path("metadata").path("labels"));
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "batch/v1")
                .put("kind", "Job")
                .put("name", name(job))
                .put("uid", job.path("metadata").path("uid").asText())
                .put("controller", true);
        ObjectNode spec = template.path("spec").deepCopy();
        pod.set("spec", spec.put("nodeName", "bench"));
        return pod;
    }

    private static Map<String, Object> podEnded(Instant now) {
        Map<String, Object> terminated = Map.of(
                "exitCode", EXIT_CODE, "reason", "Error", "startedAt", now.toString(), "finishedAt", now.toString());
        return podStatus("Failed", "False", Map.of("terminated", terminated), now);
    }

    private static Map<String, Object> podStatus(String phase, String ready, Map<String, Object> state, Instant now) {
        Map<String, Object> container = Map.of(
                "name",
                "prefect-job",
                "image",
                "bench",
                "imageID",
                "bench",
                "restartCount",
                0,
                "ready",
                Boolean.valueOf(ready),
                "state",
                state);
        return Map.of(
                "status",
                Map.of(
                        "phase",
                        phase,
                        "startTime",
                        now.toString(),
                        "conditions",
                        List.of(Map.of("type", "Ready", "status", ready, "lastTransitionTime", now.toString())),
                        "containerStatuses",
                        List.of(container)));
    }

    private static Map<String, Object> jobFailed(Instant now) {
        return Map.of(
                "status",
                Map.of(
                        "active", 0,
                        "ready", 0,
                        "failed", 1,
                        "conditions", List.of(failed("FailureTarget", now), failed("Failed", now))));
    }

    private static Map<String, String> failed(String type, Instant now) {
        return Map.of(
                "type", type,
                "status", "True",
                "reason", "BackoffLimitExceeded",
                "message", "Job has reached the specified backoff limit",
                "lastTransitionTime", now.toString());
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    private static String pod(String job) {
        return job + "-bench";
    }

    /** Kubernetes counts in seconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
