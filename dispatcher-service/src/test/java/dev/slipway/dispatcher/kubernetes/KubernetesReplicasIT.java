package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.Ids;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobStarted;
import dev.slipway.contracts.run.v1.RunStateChanged;
import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Dispatches;
import dev.slipway.dispatcher.dispatch.Installation;
import dev.slipway.dispatcher.dispatch.Leases;
import dev.slipway.dispatcher.dispatch.RecordedRequests;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.dispatcher.launch.MoreLoops;
import dev.slipway.dispatcher.launch.Pauses;
import dev.slipway.dispatcher.template.JobConfiguration;
import dev.slipway.dispatcher.template.JobManifest;
import dev.slipway.dispatcher.template.KubernetesConfig;
import dev.slipway.dispatcher.template.KubernetesTemplate;
import dev.slipway.testkit.Infrastructure;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several loops at once, and launchers that died at the worst moments: one Job and one pod for each attempt. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(ClusterSettings.class)
class KubernetesReplicasIT {
    @Inject
    RecordedRequests requests;

    @Inject
    KubernetesConfig config;

    @Inject
    KubernetesRunners runners;

    @Inject
    Installation installation;

    @Inject
    Dispatches dispatches;

    @Inject
    Leases leases;

    @Inject
    Ids ids;

    private KubernetesStage cluster;
    private KubernetesSightings sightings;

    @BeforeEach
    void open() {
        cluster = new KubernetesStage();
        sightings = new KubernetesSightings(cluster.client());
    }

    @AfterEach
    void close() throws IOException {
        sightings.close();
        cluster.close();
    }

    @Test
    void threeLoopsMakeOneJobForEachRun() {
        try (var loops = MoreLoops.start(2)) {
            List<DueRun> runs = IntStream.range(0, 6)
                    .mapToObj(i -> KubernetesStage.job("exit 0"))
                    .toList();
            runs.forEach(run -> {
                cluster.send(run);
                loops.wake();
                // a fact may be delivered again
                cluster.send(run);
                loops.wake();
            });

            runs.forEach(run -> cluster.endedWith(run, EndReason.COMPLETED));
            runs.forEach(run -> sightings.assertOne(run.id()));
            List<UUID> all = runs.stream().map(DueRun::id).toList();
            assertThat(cluster.stage()
                            .facts()
                            .within(Duration.ofSeconds(2), JobEnded.class, fact -> all.contains(fact.flowRunId())))
                    .hasSize(runs.size());
            assertThat(cluster.stage()
                            .facts()
                            .within(Duration.ZERO, JobCreated.class, fact -> all.contains(fact.flowRunId())))
                    .hasSize(runs.size());
            assertThat(cluster.stage()
                            .facts()
                            .within(Duration.ZERO, JobStarted.class, fact -> all.contains(fact.flowRunId())))
                    .hasSize(runs.size());
        }
    }

    @Test
    void aLauncherThatDiesAfterTheSecretIsFollowedByOneThatMakesTheJob() throws Exception {
        DueRun run = KubernetesStage.job("exit 0").withEnvironment("DATABASE_PASSWORD", "open-sesame");
        try (var _ = Pauses.launching()) {
            JobManifest manifest = manifestOfRecorded(run);
            cluster.client()
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName(manifest.name())
                            .withNamespace(manifest.namespace())
                            .endMetadata()
                            .withStringData(manifest.secretEnvironment())
                            .build())
                    .create();
        }

        cluster.endedWith(run, EndReason.COMPLETED);
        sightings.assertOne(run.id());
        await().untilAsserted(() -> assertThat(cluster.secrets(run.id())).isEmpty());
    }

    @Test
    void aJobWhoseMakerDiedBeforeItsSecretWasTheJobsIsAdoptedAndTheSecretGoesWithIt() throws Exception {
        DueRun run = KubernetesStage.job("exit 0").withEnvironment("DATABASE_PASSWORD", "open-sesame");
        Job made;
        try (var _ = Pauses.launching()) {
            made = cluster.client().resource(job(manifestOfRecorded(run))).create();
        }

        cluster.endedWith(run, EndReason.COMPLETED);
        assertAdopted(run, made);
        await().untilAsserted(() -> assertThat(cluster.secrets(run.id())).isEmpty());
    }

    @Test
    void aJobWhoseMakerDiedBeforeItCouldSaySoIsAdopted() throws Exception {
        DueRun run = KubernetesStage.job("exit 0");
        Job made;
        try (var _ = Pauses.launching()) {
            JobManifest manifest = manifestOfRecorded(run).withCredential("attempt." + run.id() + ".1:of-a-test");
            KubernetesCluster place =
                    runners.runner("default", manifest.cluster()).cluster();
            made = new KubernetesCreation(place, manifest, List.of()).run();
            assertThat(new KubernetesCreation(place, manifest, List.of())
                            .run()
                            .getMetadata()
                            .getUid())
                    .isEqualTo(made.getMetadata().getUid());
        }

        cluster.endedWith(run, EndReason.COMPLETED);
        assertAdopted(run, made);
    }

    @Test
    void aJobThatEndedBeforeItsMakersSuccessorCameIsAdoptedWithItsEnd() throws Exception {
        DueRun run = KubernetesStage.job("exit 6");
        Job made;
        try (var _ = Pauses.launching()) {
            JobManifest manifest = manifestOfRecorded(run).withCredential("attempt." + run.id() + ".1:of-a-test");
            made = new KubernetesCreation(
                            runners.runner("default", manifest.cluster()).cluster(), manifest, List.of())
                    .run();
            await().atMost(Duration.ofSeconds(30)).until(() -> cluster.jobs(run.id()).stream()
                    .anyMatch(job -> KubernetesJobs.end(job).isPresent()));
        }

        assertThat(cluster.endedWith(run, EndReason.EXITED).exitCode()).isEqualTo(6);
        assertAdopted(run, made);
    }

    @Test
    void aJobThatEndedItsRunBeforeItsMakersSuccessorCameIsToldAsItWas() throws Exception {
        DueRun run = KubernetesStage.job("exit 0");
        Job made;
        try (var _ = Pauses.launching()) {
            made = makeAndDie(run);
            await().atMost(Duration.ofSeconds(30)).until(() -> cluster.jobs(run.id()).stream()
                    .anyMatch(job -> KubernetesJobs.end(job).isPresent()));
            cluster.stage().send(completed(run));
            awaitStopOrder(run);
        }

        cluster.endedWith(run, EndReason.COMPLETED);
        assertAdopted(run, made);
    }

    @Test
    void aJobOfACancelledRunThatItsMakerCouldNotRecordIsStoppedAndToldAsItWas() throws Exception {
        DueRun run = KubernetesStage.shortLived("sleep 60");
        Job made;
        try (var _ = Pauses.launching()) {
            made = makeAndDie(run);
            cluster.cancel(run);
            awaitStopOrder(run);
        }

        cluster.endedWith(run, EndReason.CANCELLED);
        assertAdopted(run, made);
        await().untilAsserted(() -> assertThat(cluster.pods(run.id())).isEmpty());
    }

    @Test
    void aNameThatIsTakenBySomethingElseIsAnError() throws Exception {
        DueRun run = KubernetesStage.job("exit 0");
        Job theirs;
        try (var _ = Pauses.launching()) {
            Job job = job(manifestOfRecorded(run));
            job.getMetadata().getLabels().put(Labels.INSTALLATION, "another-one");
            theirs = cluster.client().resource(job).create();
        }

        assertThat(cluster.endedWith(run, EndReason.START_FAILED).message()).contains("taken");
        assertThat(cluster.client().resource(theirs).get().getMetadata().getDeletionTimestamp())
                .isNull();
        cluster.client().resource(theirs).delete();
    }

    /** Claims an attempt, makes its Job, and is not heard of any more. */
    private Job makeAndDie(DueRun run) {
        JobManifest manifest = manifestOfRecorded(run).withCredential("attempt." + run.id() + ".1:of-a-test");
        leases.claim(ids.next(), Duration.ofSeconds(2), 100).await().indefinitely();
        return new KubernetesCreation(
                        runners.runner("default", manifest.cluster()).cluster(), manifest, List.of())
                .run();
    }

    private static RunStateChanged completed(DueRun run) {
        return new RunStateChanged(
                "default",
                run.id(),
                1,
                UUID.randomUUID(),
                "COMPLETED",
                "Completed",
                null,
                null,
                "kubernetes",
                Instant.now());
    }

    private void awaitStopOrder(DueRun run) {
        var key = new AttemptKey("default", run.id(), 1);
        await().until(() -> dispatches
                .find(key)
                .await()
                .indefinitely()
                .filter(dispatch -> dispatch.stop() != null)
                .isPresent());
    }

    private void assertAdopted(DueRun run, Job made) {
        sightings.assertOne(run.id());
        assertThat(cluster.stage().created(run).infrastructureId())
                .endsWith(":" + made.getMetadata().getName());
        assertThat(cluster.stage().facts().within(Duration.ofSeconds(1), JobCreated.class, fact -> fact.flowRunId()
                        .equals(run.id())))
                .hasSize(1);
    }

    private Job job(JobManifest manifest) {
        return cluster.client().getKubernetesSerialization().convertValue(manifest.job(), Job.class);
    }

    private JobManifest manifestOfRecorded(DueRun run) {
        cluster.send(run);
        return new KubernetesTemplate(config, installation.name())
                .render(requests.of(run.id()), JobConfiguration.of(requests.of(run.id())));
    }
}
