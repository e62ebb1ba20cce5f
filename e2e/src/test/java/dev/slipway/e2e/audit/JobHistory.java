package dev.slipway.e2e.audit;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Every Job of a flow run that a cluster has or had since this history began, however short its life was. */
public final class JobHistory implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String RUN = "prefect.io/flow-run-id";
    private static final String ATTEMPT = "dev.slipway/attempt";

    private final KubernetesClient cluster;
    private final Map<String, SeenJob> seen = new ConcurrentHashMap<>();
    private final SharedIndexInformer<Job> informer;

    private JobHistory(KubernetesClient cluster) {
        this.cluster = cluster;
        this.informer =
                cluster.batch().v1().jobs().inAnyNamespace().withLabel(RUN).inform(new Noting());
    }

    /** Begins now, with what there is. */
    public static JobHistory of(KubernetesClient cluster) {
        return new JobHistory(cluster);
    }

    /** All of them, up to those that the cluster has now. */
    public Collection<SeenJob> jobs() {
        Set<String> present = list().stream().map(JobHistory::uid).collect(Collectors.toSet());
        // a watch that ended goes on where it was
        await().atMost(PATIENCE)
                .until(() -> informer.isWatching() && seen.keySet().containsAll(present));
        return List.copyOf(seen.values());
    }

    /** Those of one run. */
    public List<SeenJob> of(UUID run) {
        return jobs().stream().filter(job -> job.flowRunId().equals(run)).toList();
    }

    @Override
    public void close() {
        informer.close();
    }

    private List<Job> list() {
        return cluster.batch()
                .v1()
                .jobs()
                .inAnyNamespace()
                .withLabel(RUN)
                .list()
                .getItems();
    }

    private static String uid(Job job) {
        return job.getMetadata().getUid();
    }

    private static SeenJob seen(Job job) {
        Map<String, String> labels = job.getMetadata().getLabels();
        return new SeenJob(
                uid(job),
                job.getMetadata().getName(),
                UUID.fromString(labels.get(RUN)),
                Integer.parseInt(labels.getOrDefault(ATTEMPT, "0")));
    }

    private final class Noting implements ResourceEventHandler<Job> {
        @Override
        public void onAdd(Job job) {
            seen.put(uid(job), seen(job));
        }

        @Override
        public void onUpdate(Job before, Job after) {
            onAdd(after);
        }

        @Override
        public void onDelete(Job job, boolean finalStateUnknown) {
            onAdd(job);
        }
    }
}
