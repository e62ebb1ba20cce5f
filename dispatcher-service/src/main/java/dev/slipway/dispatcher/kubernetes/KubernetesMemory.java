package dev.slipway.dispatcher.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;

/** The last states of Jobs and pods that are gone, so that their ends can still be explained; of the newest only. */
final class KubernetesMemory {
    private final Map<String, Job> jobs = new Departed<>();
    private final Map<String, Pod> pods = new Departed<>();

    /** A Job or pod, as it was when it went. */
    synchronized void keep(HasMetadata gone) {
        KubernetesEssence.keep(gone);
        if (gone instanceof Job job) {
            jobs.put(job.getMetadata().getUid(), job);
        } else if (gone instanceof Pod pod) {
            for (OwnerReference owner : pod.getMetadata().getOwnerReferences()) {
                pods.put(owner.getUid(), pod);
            }
        }
    }

    synchronized KubernetesPast of(KubernetesJobId id) {
        Pod pod = pods.get(id.uid());
        return new KubernetesPast(jobs.get(id.uid()), pod == null ? List.of() : List.of(pod));
    }
}
