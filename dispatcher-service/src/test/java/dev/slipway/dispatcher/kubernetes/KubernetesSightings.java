package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Every Job and pod that there has ever been since this was opened, by their runs. */
final class KubernetesSightings implements AutoCloseable {
    private final Map<String, Set<String>> jobs = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> pods = new ConcurrentHashMap<>();
    private final SharedIndexInformer<?> jobInformer;
    private final SharedIndexInformer<?> podInformer;

    KubernetesSightings(KubernetesClient client) {
        this(client, KubernetesStage.NAMESPACE);
    }

    KubernetesSightings(KubernetesClient client, String namespace) {
        jobInformer = watch(client.batch().v1().jobs().inNamespace(namespace), jobs);
        podInformer = watch(client.pods().inNamespace(namespace), pods);
    }

    void assertOne(UUID run) {
        assertThat(jobs.get(run.toString())).as("Jobs").hasSize(1);
        assertThat(pods.get(run.toString())).as("pods").hasSize(1);
    }

    private static <T extends HasMetadata, L extends KubernetesResourceList<T>, R extends Resource<T>>
            SharedIndexInformer<T> watch(NonNamespaceOperation<T, L, R> kind, Map<String, Set<String>> seen) {
        return kind.withLabel("dev.slipway/run-id").inform(new ResourceEventHandler<T>() {
            @Override
            public void onAdd(T added) {
                String run = added.getMetadata().getLabels().get("dev.slipway/run-id");
                seen.computeIfAbsent(run, key -> ConcurrentHashMap.newKeySet())
                        .add(added.getMetadata().getUid());
            }

            @Override
            public void onUpdate(T before, T after) {
                onAdd(after);
            }

            @Override
            public void onDelete(T deleted, boolean finalStateUnknown) {
                onAdd(deleted);
            }
        });
    }

    @Override
    public void close() {
        jobInformer.close();
        podInformer.close();
    }
}
