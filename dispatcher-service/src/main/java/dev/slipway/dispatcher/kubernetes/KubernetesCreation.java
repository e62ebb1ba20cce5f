package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.cluster.Cluster;
import dev.slipway.dispatcher.container.ContainerRefused;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.template.JobManifest;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one Job and the secret with its environment. The secret comes first, so that the pod never waits for it, and is the
 * Job's property once there is one; every step can be repeated.
 */
final class KubernetesCreation {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KubernetesCluster cluster;
    private final JobManifest manifest;
    private final List<String> pullSecrets;

    KubernetesCreation(KubernetesCluster cluster, JobManifest manifest, List<String> pullSecrets) {
        this.cluster = cluster;
        this.manifest = manifest;
        this.pullSecrets = pullSecrets;
    }

    /** Runs outside of these are not watched. */
    static void checkNamespace(Cluster cluster, String namespace) {
        if (!cluster.namespaces().contains(namespace)) {
            throw new ContainerRefused(
                    EndReason.INVALID_CONFIGURATION,
                    "Runs may not be in the namespace " + namespace + " of the cluster " + cluster.name() + ", only in "
                            + String.join(", ", cluster.namespaces())
                            + ". Set namespace in the pool or the job variables.");
        }
    }

    /** The Job, made now or by an earlier try. */
    Job run() {
        try {
            Job wanted = job();
            if (!manifest.secretEnvironment().isEmpty()) {
                write(secret(wanted, null));
            }
            Job made = createOrAdopt(wanted);
            if (!manifest.secretEnvironment().isEmpty()) {
                // from now on it goes when the Job goes
                handOver(secret(wanted, made));
            }
            return made;
        } catch (KubernetesClientException e) {
            throw KubernetesRefusals.ofRequest(manifest, e);
        }
    }

    /** Finds the Job that {@link #run} may have made before it could be recorded; without one, removes what was made for it. */
    Optional<Job> undo() {
        try {
            return foundOrRemoved();
        } catch (KubernetesClientException e) {
            throw KubernetesRefusals.ofVerb(cluster.definition().name(), e);
        }
    }

    private Optional<Job> foundOrRemoved() {
        Job existing = existing();
        if (existing != null && Labels.sameClaim(labels(job()), labels(existing))) {
            return Optional.of(existing);
        }
        cluster.call(client -> client.secrets()
                .inNamespace(manifest.namespace())
                .withName(manifest.name())
                .delete());
        return Optional.empty();
    }

    private Job createOrAdopt(Job wanted) {
        try {
            return cluster.call(client ->
                    client.resource(wanted).inNamespace(manifest.namespace()).create());
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return adopt(wanted, e);
            }
            throw e;
        }
    }

    /** The name is taken: by this very claim, or by something that must not be touched. */
    private Job adopt(Job wanted, KubernetesClientException conflict) {
        Job existing = existing();
        if (existing == null) {
            throw new InfrastructureUnavailable("a Job of that name was being deleted", conflict);
        }
        if (!Labels.sameClaim(labels(wanted), labels(existing))) {
            throw new ContainerRefused(
                    EndReason.START_FAILED,
                    "The Job name " + manifest.name() + " is taken in the namespace " + manifest.namespace()
                            + " by a Job that is not this attempt's.");
        }
        return existing;
    }

    private @Nullable Job existing() {
        return cluster.call(client -> client.batch()
                .v1()
                .jobs()
                .inNamespace(manifest.namespace())
                .withName(manifest.name())
                .get());
    }

    private void write(Secret secret) {
        cluster.call(client ->
                client.resource(secret).inNamespace(manifest.namespace()).createOr(existing -> existing.update()));
    }

    private void handOver(Secret secret) {
        try {
            cluster.call(client ->
                    client.resource(secret).inNamespace(manifest.namespace()).update());
        } catch (KubernetesClientException e) {
            if (e.getCode() != NOT_FOUND) {
                throw e;
            }
            write(secret);
        }
    }

    private Secret secret(Job wanted, @Nullable Job owner) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(manifest.name())
                .withNamespace(manifest.namespace())
                .withLabels(labels(wanted))
                .withOwnerReferences(owner == null ? List.of() : List.of(KubernetesOwners.reference(owner)))
                .endMetadata()
                .withType("Opaque")
                .withStringData(manifest.secretEnvironment())
                .build();
    }

    private Job job() {
        Job job = read();
        PodSpec pod = job.getSpec().getTemplate().getSpec();
        var references =
                new ArrayList<>(Objects.requireNonNullElse(pod.getImagePullSecrets(), List.<LocalObjectReference>of()));
        pullSecrets.forEach(name -> references.add(new LocalObjectReference(name)));
        pod.setImagePullSecrets(references.stream().distinct().toList());
        job.getMetadata().setLabels(labelled(labels(job)));
        limit(job.getSpec());
        KubernetesTimeToLive.extend(job);
        return job;
    }

    private Map<String, String> labelled(Map<String, String> labels) {
        var all = new HashMap<>(labels);
        pullSecrets.forEach(name -> all.put(KubernetesPullSecret.jobLabel(name), "true"));
        return all;
    }

    /** A worker stops watching after that time and calls the run crashed; here the Job ends, too. */
    private void limit(JobSpec spec) {
        Duration longest = manifest.jobWatchTimeout();
        if (longest != null && spec.getActiveDeadlineSeconds() == null) {
            spec.setActiveDeadlineSeconds(longest.toSeconds());
        }
    }

    private Job read() {
        try {
            return JSON.convertValue(manifest.job(), Job.class);
        } catch (IllegalArgumentException e) {
            throw new ContainerRefused(
                    EndReason.INVALID_CONFIGURATION,
                    "The manifest is no Job: " + KubernetesWords.cut(String.valueOf(e.getMessage())));
        }
    }

    private static Map<String, String> labels(Job job) {
        return Objects.requireNonNullElse(job.getMetadata().getLabels(), Map.of());
    }
}
