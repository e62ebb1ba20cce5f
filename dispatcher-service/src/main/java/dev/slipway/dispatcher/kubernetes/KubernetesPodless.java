package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.Observation;
import dev.slipway.dispatcher.dispatch.Ending;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.Optional;

/** What a Job waits for that has not ended and has no pod. Pure. */
final class KubernetesPodless {
    private final KubernetesWatchConfig patience;

    KubernetesPodless(KubernetesWatchConfig patience) {
        this.patience = patience;
    }

    Observation of(KubernetesSnapshot seen, Job job) {
        if (KubernetesJobs.isBeingDeleted(job)) {
            return new Observation.Waiting(EndReason.REMOVED, "The Job is being deleted.", null, false);
        }
        if (KubernetesJobs.isSuspended(job)) {
            return new Observation.Waiting(
                    EndReason.UNSCHEDULABLE,
                    "The Job is suspended: something else decides when it starts.",
                    null,
                    true);
        }
        Optional<Ending> refused = KubernetesRefusals.ofPods(seen);
        Ending reason = refused.orElseGet(() -> Ending.without(
                EndReason.INFRASTRUCTURE_UNAVAILABLE,
                seen.lastPod().isPresent()
                        ? "The pod is gone and the cluster made no other for the Job."
                        : "The cluster made no pod for the Job."));
        return new Observation.Waiting(
                reason.reason(), reason.message(), since(seen, job).plus(patience.admission()), refused.isPresent());
    }

    private static Instant since(KubernetesSnapshot seen, Job job) {
        Instant wanted = KubernetesJobs.wantsPodSince(job);
        return seen.lastPod()
                .map(KubernetesPodless::went)
                .filter(wanted::isBefore)
                .orElse(wanted);
    }

    private static Instant went(Pod pod) {
        String deleted = pod.getMetadata().getDeletionTimestamp();
        return deleted == null ? KubernetesPods.createdAt(pod) : Instant.parse(deleted);
    }
}
