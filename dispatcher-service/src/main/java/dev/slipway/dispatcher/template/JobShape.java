package dev.slipway.dispatcher.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code job_manifest} while it becomes a Job. Where the worker refuses a manifest that lacks something which can have only
 * one value, it is filled in here.
 */
record JobShape(
        Map<String, Object> job, Map<String, Object> metadata, Map<String, Object> spec, Map<String, Object> pod) {
    private static final String CONTAINERS = "spec.template.spec.containers";

    /** A changeable copy of the manifest, with all that a run's Job has to have beside its name, labels and environment. */
    static JobShape of(Map<String, Object> manifest, String namespace) {
        if (manifest.isEmpty()) {
            throw new InvalidConfiguration("The pool's template has no job_manifest. Take that of"
                    + " `prefect work-pool get-default-base-job-template --type kubernetes`.");
        }
        Map<String, Object> job = JsonCopy.map(manifest);
        job.putIfAbsent("apiVersion", "batch/v1");
        job.putIfAbsent("kind", "Job");
        Map<String, Object> metadata = inner(job, "metadata", "metadata");
        metadata.putIfAbsent("namespace", namespace);
        Map<String, Object> spec = inner(job, "spec", "spec");
        spec.putIfAbsent("backoffLimit", 0);
        Map<String, Object> template = inner(spec, "template", "spec.template");
        var shape = new JobShape(job, metadata, spec, inner(template, "spec", "spec.template.spec"));
        shape.pod.putIfAbsent("restartPolicy", "Never");
        shape.main().putIfAbsent("name", "prefect-job");
        return shape;
    }

    Map<String, Object> podMetadata() {
        return inner(JsonValues.map(template()), "metadata", "spec.template.metadata");
    }

    private Object template() {
        return inner(spec, "template", "spec.template");
    }

    /** The container that runs the flow: the first. */
    Map<String, Object> main() {
        List<Map<String, Object>> containers = containers("containers");
        if (containers.isEmpty()) {
            throw JsonValues.wrong(CONTAINERS, "a list with the container of the run in the first place");
        }
        return containers.getFirst();
    }

    /** The containers of one list of the pod, changeable. */
    List<Map<String, Object>> containers(String list) {
        Object value = pod.get(list);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> containers) || !containers.stream().allMatch(Map.class::isInstance)) {
            throw JsonValues.wrong("spec.template.spec." + list, "a list of containers");
        }
        return containers.stream().map(JsonValues::map).toList();
    }

    /** The object at a key, made if there is none. */
    static Map<String, Object> inner(Map<String, Object> outer, String key, String path) {
        @Nullable Object value = outer.get(key);
        if (value != null && !(value instanceof Map)) {
            throw JsonValues.wrong(path, "an object");
        }
        Map<String, Object> map = value == null ? JsonCopy.map(Map.of()) : JsonValues.map(value);
        outer.put(key, map);
        return map;
    }
}
