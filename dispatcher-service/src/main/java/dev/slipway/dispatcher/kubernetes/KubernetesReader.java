package dev.slipway.dispatcher.kubernetes;

import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.container.LogLine;
import dev.slipway.dispatcher.dispatch.Installation;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads and deletes single Jobs and their pods, live. */
final class KubernetesReader {
    private static final String CONTROLLER = "batch.kubernetes.io/controller-uid";
    private static final long PAGE = 500;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int BAD_REQUEST = 400;

    private final Supplier<KubernetesCluster> connection;
    private final Installation installation;

    KubernetesReader(Supplier<KubernetesCluster> connection, Installation installation) {
        this.connection = connection;
        this.installation = installation;
    }

    KubernetesSnapshot read(KubernetesJobId id, KubernetesPast past) {
        Job job = job(id);
        if (job == null) {
            return new KubernetesSnapshot(null, List.of(), List.of(), past);
        }
        List<Pod> pods = pods(id);
        return new KubernetesSnapshot(job, pods, events(id, pods), past);
    }

    /** All of our Jobs. */
    List<Job> jobs() {
        var all = new ArrayList<Job>();
        for (String namespace : connection.get().definition().namespaces()) {
            String next = "";
            do {
                JobList page = page(namespace, next);
                all.addAll(page.getItems());
                next = page.getMetadata().getContinue();
            } while (next != null && !next.isEmpty());
        }
        return all;
    }

    List<Pod> pods(KubernetesJobId id) {
        return call(client -> client.pods()
                .inNamespace(id.namespace())
                .withLabel(CONTROLLER, id.uid())
                .list()
                .getItems());
    }

    /** A Job of that name that is another one stays. */
    void delete(KubernetesJobId id, DeletionPropagation propagation) {
        if (job(id) == null) {
            return;
        }
        goneIsFine(() -> call(client -> client.batch()
                .v1()
                .jobs()
                .inNamespace(id.namespace())
                .withName(id.name())
                .withPropagationPolicy(propagation)
                .delete()));
    }

    /** Gives it the time to live that its owner wants, if that is another one. */
    void release(KubernetesJobId id) {
        Job job = job(id);
        OptionalInt wanted = job == null ? OptionalInt.empty() : KubernetesTimeToLive.wanted(job);
        wanted.ifPresent(seconds -> goneIsFine(() -> call(client -> client.batch()
                .v1()
                .jobs()
                .inNamespace(id.namespace())
                .withName(id.name())
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"uid\":\"" + id.uid() + "\"},\"spec\":{\"ttlSecondsAfterFinished\":" + seconds
                                + "}}"))));
    }

    void delete(Pod pod, Duration grace) {
        goneIsFine(() -> call(client -> client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withGracePeriod(grace.toSeconds())
                .delete()));
    }

    List<LogLine> logTail(KubernetesJobId id, int lines) {
        try {
            return pods(id).stream()
                    .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                    .map(pod -> connection.get().readFromNode(client -> client.pods()
                            .inNamespace(id.namespace())
                            .withName(pod.getMetadata().getName())
                            .inContainer(
                                    pod.getSpec().getContainers().getFirst().getName())
                            .usingTimestamps()
                            .tailingLines(lines)
                            .getLog()))
                    .map(LogLine::parse)
                    .orElse(List.of());
        } catch (KubernetesClientException e) {
            if (e.getCode() == NOT_FOUND || e.getCode() == BAD_REQUEST) {
                // the pod went, or its container never started
                return List.of();
            }
            throw e;
        }
    }

    private @Nullable Job job(KubernetesJobId id) {
        Job job = call(client -> client.batch()
                .v1()
                .jobs()
                .inNamespace(id.namespace())
                .withName(id.name())
                .get());
        return job == null || !id.uid().equals(job.getMetadata().getUid()) ? null : job;
    }

    private List<Event> events(KubernetesJobId id, List<Pod> pods) {
        var about = new ArrayList<Event>(eventsAbout(id.namespace(), id.uid()));
        pods.forEach(pod ->
                about.addAll(eventsAbout(id.namespace(), pod.getMetadata().getUid())));
        return about;
    }

    /** Without the permission to read events, their messages are missing and nothing else. */
    private List<Event> eventsAbout(String namespace, String uid) {
        try {
            return connection.get().call(client -> client.v1()
                    .events()
                    .inNamespace(namespace)
                    .withField("involvedObject.uid", uid)
                    .list()
                    .getItems());
        } catch (KubernetesClientException e) {
            return List.of();
        }
    }

    private JobList page(String namespace, String next) {
        var options = new ListOptionsBuilder().withLimit(PAGE);
        if (!next.isEmpty()) {
            options.withContinue(next);
        }
        return call(client -> client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withLabel(Labels.INSTALLATION, installation.name())
                .list(options.build()));
    }

    /** A verb that is missing may be granted any moment, and what is there stays to be looked after. */
    private <T> T call(Function<KubernetesClient, T> call) {
        KubernetesCluster cluster = connection.get();
        try {
            return cluster.call(call);
        } catch (KubernetesClientException e) {
            throw e.getCode() == FORBIDDEN
                    ? KubernetesRefusals.ofVerb(cluster.definition().name(), e)
                    : e;
        }
    }

    private static void goneIsFine(Runnable delete) {
        try {
            delete.run();
        } catch (KubernetesClientException e) {
            if (e.getCode() != NOT_FOUND && e.getCode() != CONFLICT) {
                throw e;
            }
        }
    }
}
