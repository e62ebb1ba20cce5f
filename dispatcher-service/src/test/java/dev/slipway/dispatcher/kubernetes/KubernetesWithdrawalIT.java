package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.Ids;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Dispatch;
import dev.slipway.dispatcher.dispatch.Dispatches;
import dev.slipway.dispatcher.dispatch.Installation;
import dev.slipway.dispatcher.dispatch.Leases;
import dev.slipway.dispatcher.dispatch.RecordedRequests;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.dispatcher.launch.Pauses;
import dev.slipway.dispatcher.template.JobConfiguration;
import dev.slipway.dispatcher.template.JobManifest;
import dev.slipway.dispatcher.template.KubernetesConfig;
import dev.slipway.dispatcher.template.KubernetesTemplate;
import dev.slipway.testkit.Infrastructure;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs of attempts that are not wanted any more when their Jobs come to be. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(ClusterSettings.class)
class KubernetesWithdrawalIT {
    private static final String NAMESPACE = "withdrawing";
    private static final String CLUSTER = "withdrawing";

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

    private KubernetesStage stage;
    private ClusterApi api;
    private KubernetesAccount account;

    @BeforeEach
    void open() {
        stage = new KubernetesStage();
        api = new ClusterApi();
        account = KubernetesAccount.in(stage.client(), NAMESPACE);
        assertThat(api.put(CLUSTER, account.definition()).status()).isEqualTo(200);
    }

    @AfterEach
    void close() throws IOException {
        account.allow(account.role());
        api.close();
        stage.close();
    }

    @Test
    void aRunThatIsCancelledBetweenItsJobAndTheRecordOfItLosesTheJob() throws Exception {
        DueRun run = sleeping();
        try (var _ = Pauses.launching()) {
            makeUnrecorded(run);
            stage.cancel(run);
            await().until(() -> find(run).orElseThrow().stop() != null);
        }

        stage.endedWith(run, EndReason.CANCELLED);
        assertNothingIsLeft(run);
    }

    @Test
    void aVerbThatIsMissingForItIsNamedAndTheJobGoesWhenItIsGranted() throws Exception {
        DueRun run = sleeping();
        try (var _ = Pauses.launching()) {
            makeUnrecorded(run);
            stage.cancel(run);
            await().until(() -> find(run).orElseThrow().stop() != null);
            account.allow(without("get"));
        }

        // it is waited for, and then told in words
        assertThat(stage.endedWith(run, EndReason.INFRASTRUCTURE_UNAVAILABLE).message())
                .startsWith("Could not be taken back for 4 s: the cluster " + CLUSTER + " does not allow it")
                .contains("cannot get resource \"jobs\"", "./slipway cluster test " + CLUSTER);
        assertThat(stage.jobs(run.id())).hasSize(1);
        account.allow(account.role());
        assertNothingIsLeft(run);
    }

    @Test
    void aJobThatAStaleLauncherMakesAfterTheEndOfItsAttemptIsRemovedAndNeverTold() throws Exception {
        DueRun run = sleeping();
        JobManifest manifest;
        try (var _ = Pauses.launching()) {
            manifest = claimed(run);
            stage.cancel(run);
            await().until(() -> find(run).orElseThrow().stop() != null);
        }
        stage.endedWith(run, EndReason.CANCELLED);

        make(manifest);

        assertNothingIsLeft(run);
        assertThat(stage.stage().facts().within(Duration.ofSeconds(1), JobCreated.class, fact -> fact.flowRunId()
                        .equals(run.id())))
                .isEmpty();
    }

    private void assertNothingIsLeft(DueRun run) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(stage.jobs(run.id())).isEmpty();
            assertThat(stage.pods(run.id())).isEmpty();
            assertThat(stage.secrets(run.id())).isEmpty();
        });
    }

    private static DueRun sleeping() {
        return DueRun.job(NAMESPACE, "sleep 300")
                .with("cluster", CLUSTER)
                .with("termination_grace_period_seconds", 1)
                .withEnvironment("DATABASE_PASSWORD", "open-sesame");
    }

    /** As a launcher leaves it that dies between the Job and its row. */
    private void makeUnrecorded(DueRun run) {
        make(claimed(run));
        await().until(() -> !stage.jobs(run.id()).isEmpty());
    }

    private void make(JobManifest manifest) {
        new KubernetesCreation(runners.runner("default", manifest.cluster()).cluster(), manifest, List.of()).run();
    }

    private JobManifest claimed(DueRun run) {
        stage.send(run);
        await().until(() -> find(run).isPresent());
        leases.claim(ids.next(), Duration.ofSeconds(1), 100).await().indefinitely();
        return new KubernetesTemplate(config, installation.name())
                .render(requests.of(run.id()), JobConfiguration.of(requests.of(run.id())))
                .withCredential("attempt." + run.id() + ".1:of-a-test");
    }

    private Optional<Dispatch> find(DueRun run) {
        return dispatches.find(new AttemptKey("default", run.id(), 1)).await().indefinitely();
    }

    private Role without(String verb) {
        Role role = account.role();
        role.getRules().stream()
                .filter(rule -> rule.getResources().contains("jobs"))
                .forEach(rule -> rule.setVerbs(rule.getVerbs().stream()
                        .filter(granted -> !granted.equals(verb))
                        .toList()));
        return role;
    }
}
