package dev.slipway.dispatcher.template;

import dev.slipway.contracts.run.v1.RunDue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Labels and annotations of a Job and its pod as the Kubernetes worker sets them, and ours, which nothing replaces. */
final class JobLabels {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+00:00'");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'");
    private static final String NAME = "app.kubernetes.io/name";

    private final Map<String, @Nullable String> labels;
    private final Map<String, @Nullable String> annotations;
    private final Map<String, String> ours;

    /**
     * @param labels the worker's with the user's over them
     * @param annotations the user's
     */
    JobLabels(
            Map<String, @Nullable String> labels, Map<String, @Nullable String> annotations, Map<String, String> ours) {
        this.labels = labels;
        this.annotations = annotations;
        this.ours = ours;
    }

    /** The worker's labels. */
    static Map<String, @Nullable String> base(RunDue due, KubernetesConfig config) {
        var labels = new LinkedHashMap<String, @Nullable String>();
        String version = Slug.labelValue(config.version());
        labels.put("prefect.io/flow-run-id", due.flowRunId().toString());
        labels.put("prefect.io/flow-run-name", due.flowRunName());
        labels.put("prefect.io/version", version);
        labels.put("app.kubernetes.io/managed-by", "prefect");
        labels.put("app.kubernetes.io/part-of", "prefect");
        labels.put("app.kubernetes.io/version", version);
        labels.put("prefect.io/work-pool-name", due.workPoolName());
        labels.put("prefect.io/work-pool-id", due.workPoolId().toString());
        labels.put("prefect.io/worker-name", config.workerName());
        labels.put("prefect.io/flow-id", due.flowId().toString());
        labels.put("prefect.io/flow-name", due.flowName());
        labels.put(NAME, due.flowName());
        if (due.deploymentId() != null) {
            labels.put("prefect.io/deployment-id", due.deploymentId().toString());
            labels.put("prefect.io/deployment-name", due.deploymentName());
            labels.put(NAME, due.deploymentName());
        }
        if (due.deploymentUpdated() != null) {
            labels.put("prefect.io/deployment-updated", pythonTime(due.deploymentUpdated()));
        }
        return labels;
    }

    /** Puts them on the Job and on its pod. */
    void addTo(JobShape shape) {
        Map<String, Object> metadata = shape.metadata();
        put(metadata, "metadata", labels);
        Map<String, Object> notes = new LinkedHashMap<>();
        JobShape.inner(metadata, "annotations", "metadata.annotations")
                .forEach((key, value) -> notes.put(Slug.labelKey(key), value));
        annotations.forEach((key, value) -> notes.put(Slug.labelKey(key), value));
        metadata.put("annotations", notes);

        Map<String, Object> pod = shape.podMetadata();
        put(pod, "spec.template.metadata", labels);
        if (!notes.isEmpty()) {
            JobShape.inner(pod, "annotations", "spec.template.metadata.annotations")
                    .putAll(notes);
        }
    }

    private void put(Map<String, Object> metadata, String path, Map<String, @Nullable String> more) {
        var all = new LinkedHashMap<String, Object>();
        JobShape.inner(metadata, "labels", path + ".labels").forEach((key, value) -> add(all, key, value));
        more.forEach((key, value) -> add(all, key, value));
        all.putAll(ours);
        metadata.put("labels", all);
    }

    private static void add(Map<String, Object> labels, String key, @Nullable Object value) {
        if (value != null) {
            labels.put(Slug.labelKey(key), Slug.labelValue(PythonText.of(value)));
        }
    }

    private static String pythonTime(Instant time) {
        return time.atOffset(ZoneOffset.UTC).format(time.get(ChronoField.MICRO_OF_SECOND) == 0 ? SECONDS : MICROS);
    }
}
