package dev.slipway.dispatcher.kubernetes;

import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The live copies of our Jobs and pods of one cluster, one of each kind for each namespace. They list again by themselves after
 * a gap; a change only marks its attempt, and whoever looks then reads.
 */
final class KubernetesInformers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KubernetesInformers.class);
    private static final Duration LISTING = Duration.ofSeconds(30);
    /** How many objects are in memory as they came while all are listed. */
    private static final long PAGE = 500;

    private static final String JOBS = "jobs";
    private static final String JOB_NAME = "batch.kubernetes.io/job-name";

    private final List<SharedIndexInformer<Job>> jobs = new ArrayList<>();
    private final List<SharedIndexInformer<Pod>> pods = new ArrayList<>();
    private final KubernetesMemory memory;
    private final Consumer<AttemptKey> changed;
    private final Runnable lost;
    private volatile boolean closed;
    private volatile String tells = "";

    private KubernetesInformers(KubernetesMemory memory, Consumer<AttemptKey> changed, Runnable lost) {
        this.memory = memory;
        this.changed = changed;
        this.lost = lost;
    }

    /**
     * Returns when all have listed.
     *
     * @param memory gets what goes
     */
    static KubernetesInformers open(
            KubernetesCluster cluster,
            String installation,
            KubernetesMemory memory,
            Consumer<AttemptKey> changed,
            Runnable lost) {
        var informers = new KubernetesInformers(memory, changed, lost);
        try {
            for (String namespace : cluster.definition().namespaces()) {
                cluster.call(client -> informers.add(client, namespace, installation));
            }
            informers.start(LISTING, cluster.definition().name());
            return informers;
        } catch (RuntimeException e) {
            informers.close();
            throw e;
        }
    }

    /** Whether what is here is what is there, but for the moment that a change takes. */
    boolean areCurrent() {
        return Stream.concat(jobs.stream(), pods.stream())
                .allMatch(informer -> informer.isWatching() && informer.hasSynced());
    }

    /** All of our Jobs. */
    Stream<Job> jobs() {
        return jobs.stream().flatMap(informer -> informer.getStore().list().stream());
    }

    /** The Job of that id, if it is there, and its pods. */
    KubernetesSnapshot snapshot(KubernetesJobId id) {
        Job job = jobs.stream()
                .map(informer -> informer.getIndexer().getByKey(id.namespace() + "/" + id.name()))
                .filter(found ->
                        found != null && id.uid().equals(found.getMetadata().getUid()))
                .findFirst()
                .orElse(null);
        List<Pod> ofJob = pods.stream()
                .flatMap(informer -> informer.getIndexer().byIndex(JOBS, id.namespace() + "/" + id.name()).stream())
                .filter(pod -> KubernetesOwners.isOf(pod, id))
                .toList();
        return new KubernetesSnapshot(job, ofJob, List.of(), memory.of(id));
    }

    private boolean add(KubernetesClient client, String namespace, String installation) {
        jobs.add(prepared(client.batch().v1().jobs().inNamespace(namespace), installation));
        SharedIndexInformer<Pod> ofNamespace = prepared(client.pods().inNamespace(namespace), installation);
        ofNamespace.addIndexers(Map.of(JOBS, pod -> List.of(jobKey(pod))));
        pods.add(ofNamespace);
        return true;
    }

    private <T extends HasMetadata, L extends KubernetesResourceList<T>, R extends Resource<T>>
            SharedIndexInformer<T> prepared(NonNamespaceOperation<T, L, R> kind, String installation) {
        FilterWatchListDeletable<T, L, R> ours = kind.withLabel(Labels.INSTALLATION, installation);
        SharedIndexInformer<T> informer = ours.withLimit(PAGE).runnableInformer(0);
        informer.itemStore(new KubernetesStore<>());
        // what lists no more is tried again, permissions and API servers come back; what never did is told to who opens
        // it
        informer.exceptionHandler((started, failure) -> started && told(failure));
        informer.addEventHandler(new Marking<>());
        return informer;
    }

    /** A failure that repeats itself is told once. */
    private boolean told(Throwable failure) {
        String words = String.valueOf(failure.getMessage());
        if (!words.equals(tells)) {
            tells = words;
            LOG.warnf("Jobs and pods are not seen as they change, trying again: %s", words);
        }
        return true;
    }

    private void start(Duration patience, String name) {
        for (SharedIndexInformer<?> informer : all()) {
            informer.stopped().thenRun(this::stopped);
            try {
                informer.start().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InfrastructureUnavailable("interrupted while listing", e);
            } catch (ExecutionException | TimeoutException e) {
                throw new InfrastructureUnavailable("the cluster " + name + " does not list its Jobs and pods", e);
            }
        }
    }

    private List<SharedIndexInformer<?>> all() {
        return Stream.<SharedIndexInformer<?>>concat(jobs.stream(), pods.stream())
                .toList();
    }

    private static String jobKey(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return pod.getMetadata().getNamespace() + "/" + (labels == null ? "" : labels.getOrDefault(JOB_NAME, ""));
    }

    /** Whoever closed them knows. */
    private void stopped() {
        if (!closed) {
            lost.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        all().forEach(SharedIndexInformer::stop);
    }

    private final class Marking<T extends HasMetadata> implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T added) {
            markIfTelling(added);
        }

        @Override
        public void onUpdate(T before, T after) {
            markIfTelling(after);
        }

        @Override
        public void onDelete(T deleted, boolean finalStateUnknown) {
            memory.keep(deleted);
            mark(deleted);
        }

        /** What a Job counts meanwhile, its pods tell; who made it looks after it anyway. */
        private void markIfTelling(T resource) {
            if (!(resource instanceof Job job)
                    || KubernetesJobs.isBeingDeleted(job)
                    || KubernetesJobs.end(job).isPresent()) {
                mark(resource);
            }
        }

        private void mark(T resource) {
            Map<String, String> labels = resource.getMetadata().getLabels();
            if (labels != null) {
                Labels.attempt(labels).ifPresent(changed);
            }
        }
    }
}
