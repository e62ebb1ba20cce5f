package dev.slipway.dispatcher.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;

/** What decisions need of a Job or pod: what it is called, whose it is, and how it is; not what it was made from. */
final class KubernetesEssence {
    private KubernetesEssence() {}

    /** Takes all else away. */
    static void keep(HasMetadata object) {
        object.getMetadata().setManagedFields(List.of());
        object.getMetadata().setAnnotations(Map.of());
        if (object instanceof Job job) {
            job.getSpec().setTemplate(null);
            job.getSpec().setSelector(null);
        } else if (object instanceof Pod pod) {
            pod.setSpec(of(pod.getSpec()));
        }
    }

    private static PodSpec of(PodSpec whole) {
        return new PodSpecBuilder()
                .withNodeName(whole.getNodeName())
                .withContainers(names(whole.getContainers()))
                .withInitContainers(names(whole.getInitContainers()))
                .build();
    }

    private static List<Container> names(List<Container> containers) {
        return containers.stream()
                .map(container -> new ContainerBuilder()
                        .withName(container.getName())
                        .withRestartPolicy(container.getRestartPolicy())
                        .build())
                .toList();
    }
}
