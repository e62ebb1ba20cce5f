package dev.slipway.dispatcher.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a Job as it is to be created, so that no order of merging gets around it. What is not known is refused: a field of a
 * later Kubernetes may be another way out of the pod.
 */
public final class JobReview {
    private static final String OURS = "dev.slipway/";
    private static final Set<String> JOB = Set.of("apiVersion", "kind", "metadata", "spec");
    private static final Set<String> JOB_METADATA = Set.of("name", "namespace", "labels", "annotations");
    private static final Set<String> POD_METADATA =
            Set.of("name", "generateName", "namespace", "labels", "annotations");
    private static final Set<String> SPEC = Set.of(
            "activeDeadlineSeconds",
            "backoffLimit",
            "completionMode",
            "completions",
            "parallelism",
            "podFailurePolicy",
            "podReplacementPolicy",
            "suspend",
            "template",
            "ttlSecondsAfterFinished");
    private static final Set<String> SYSTEM_NAMESPACES = Set.of("kube-system", "kube-public", "kube-node-lease");

    private final PodPolicy policy;
    private final Set<String> ourLabels;

    private JobReview(PodPolicy policy, Set<String> ourLabels) {
        this.policy = policy;
        this.ourLabels = ourLabels;
    }

    /**
     * What is refused in a Job; empty if it may be created.
     *
     * @param ourLabels those of the dispatcher's own labels that the Job has to have
     */
    public static List<Refusal> of(Map<String, Object> job, PodPolicy policy, Set<String> ourLabels) {
        var findings = new Findings();
        new JobReview(policy, ourLabels).review(new Place("", job, findings));
        return findings.refusals();
    }

    private void review(Place job) {
        job.onlyFields(JOB);
        required(job, "apiVersion", "batch/v1");
        required(job, "kind", "Job");
        job.object("metadata", metadata -> {
            metadata(metadata, JOB_METADATA);
            namespace(metadata);
        });
        job.object("spec", spec -> spec(spec, ownName(job)));
    }

    private static void required(Place job, String key, String wanted) {
        if (!wanted.equals(job.value(key))) {
            job.findings().refuse(job.at(key), "must be " + wanted + "; it is " + job.value(key) + ".");
        }
    }

    private static String ownName(Place job) {
        return job.value("metadata") instanceof Map<?, ?> metadata ? String.valueOf(metadata.get("name")) : "";
    }

    private void metadata(Place metadata, Set<String> known) {
        metadata.onlyFields(known);
        metadata.object("labels", labels -> reserved(labels, ourLabels));
        metadata.object("annotations", annotations -> {
            reserved(annotations, Set.of());
            Annotations.review(annotations, policy);
        });
    }

    private static void reserved(Place labels, Set<String> ours) {
        labels.fields().keySet().stream()
                .map(String::valueOf)
                .filter(key -> key.startsWith(OURS) && !ours.contains(key))
                .forEach(key -> labels.findings().refuse(labels.at(key), "is Slipway's own. Use another name."));
    }

    private void namespace(Place metadata) {
        String namespace = metadata.text("namespace").orElse("");
        boolean any = policy.namespaces().contains("*") && !SYSTEM_NAMESPACES.contains(namespace);
        if (!any && !policy.namespaces().contains(namespace)) {
            metadata.findings().notAllowed(metadata.at("namespace"), namespace, "namespaces");
        }
    }

    private void spec(Place spec, String ownName) {
        spec.onlyFields(SPEC);
        spec.mustBe("completions", 1);
        spec.mustBe("parallelism", 1);
        spec.mustBe("completionMode", "NonIndexed");
        spec.object("template", template -> {
            template.onlyFields(Set.of("metadata", "spec"));
            template.object("metadata", metadata -> metadata(metadata, POD_METADATA));
            template.object("spec", pod -> new PodReview(policy, ownName).review(pod));
        });
    }
}
