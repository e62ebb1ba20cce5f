package dev.slipway.dispatcher.kubernetes;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/** Who owns what in a cluster. */
final class KubernetesOwners {
    private KubernetesOwners() {}

    /** Whether the pod was made for that very Job, and not for an earlier one of its name. */
    static boolean isOf(Pod pod, KubernetesJobId job) {
        return pod.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> job.uid().equals(owner.getUid()));
    }

    /** What goes when the Job goes. */
    static OwnerReference reference(Job job) {
        return new OwnerReferenceBuilder()
                .withApiVersion("batch/v1")
                .withKind("Job")
                .withName(job.getMetadata().getName())
                .withUid(job.getMetadata().getUid())
                .build();
    }
}
