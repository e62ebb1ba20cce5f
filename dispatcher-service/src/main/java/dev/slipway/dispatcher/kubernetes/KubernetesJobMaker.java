package dev.slipway.dispatcher.kubernetes;

import dev.slipway.dispatcher.container.JobMaker;
import dev.slipway.dispatcher.container.MadeJob;
import dev.slipway.dispatcher.credential.AttemptCredentials;
import dev.slipway.dispatcher.dispatch.Infrastructure;
import dev.slipway.dispatcher.dispatch.Launch;
import dev.slipway.dispatcher.dispatch.Place;
import dev.slipway.dispatcher.template.JobManifest;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A run of a {@code kubernetes} pool becomes a Job. */
@ApplicationScoped
class KubernetesJobMaker implements JobMaker {
    private final KubernetesManifests manifests;
    private final KubernetesRunners runners;
    private final KubernetesPullSecrets pullSecrets;
    private final AttemptCredentials credentials;

    KubernetesJobMaker(
            KubernetesManifests manifests,
            KubernetesRunners runners,
            KubernetesPullSecrets pullSecrets,
            AttemptCredentials credentials) {
        this.manifests = manifests;
        this.runners = runners;
        this.pullSecrets = pullSecrets;
        this.credentials = credentials;
    }

    @Override
    public String poolType() {
        return KubernetesRunners.TYPE;
    }

    @Override
    public Optional<MadeJob> make(Launch launch, BooleanSupplier isStillWanted) {
        JobManifest manifest = manifests.startable(launch.request());
        KubernetesRunner runner = runners.runner(launch.key().workspace(), manifest.cluster());
        KubernetesCluster cluster = runner.cluster();
        KubernetesCreation.checkNamespace(cluster.definition(), manifest.namespace());
        List<String> pulls = pullSecrets(cluster, manifest, launch.key().workspace());
        if (manifest.wantsCredential()) {
            manifest = manifest.withCredential(credentials.authString(launch.key()));
        }
        if (!isStillWanted.getAsBoolean()) {
            return Optional.empty();
        }
        return Optional.of(
                made(runner.place(), cluster, manifest, new KubernetesCreation(cluster, manifest, pulls).run()));
    }

    private List<String> pullSecrets(KubernetesCluster cluster, JobManifest manifest, String workspace) {
        try {
            return pullSecrets.ensure(cluster, manifest, workspace);
        } catch (KubernetesClientException e) {
            throw KubernetesRefusals.ofRequest(manifest, e);
        }
    }

    /** A Job starts by itself. */
    @Override
    public Optional<MadeJob> withdraw(Launch launch) {
        JobManifest manifest = manifests.render(launch.request());
        KubernetesRunner runner = runners.runner(launch.key().workspace(), manifest.cluster());
        KubernetesCluster cluster = runner.cluster();
        return new KubernetesCreation(cluster, manifest, List.of())
                .undo()
                .map(made -> made(runner.place(), cluster, manifest, made));
    }

    private static MadeJob made(Place place, KubernetesCluster cluster, JobManifest manifest, Job job) {
        var id = new KubernetesJobId(
                manifest.namespace(), manifest.name(), job.getMetadata().getUid());
        var infrastructure = new Infrastructure(
                place,
                cluster.uid() + ":" + manifest.namespace() + ":" + manifest.name(),
                id.toString(),
                manifest.name(),
                manifest.images().getFirst());
        return new MadeJob(infrastructure, false);
    }
}
