package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Dispatches;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster's own rules for what may be made: who refuses is quoted, who does not answer is waited for. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(ClusterSettings.class)
@WithTestResource(GuardedNamespace.class)
class KubernetesWebhooksIT {
    private static final String WORDS = "name a cost centre";

    @Inject
    Dispatches dispatches;

    private KubernetesStage cluster;

    @BeforeEach
    void open() {
        cluster = new KubernetesStage();
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "pods", "secrets"})
    void aWebhookThatRefusesIsQuoted(String resources) {
        try (var webhook = KubernetesWebhook.refusing(WORDS);
                var _ = guard(resources, webhook).inForce(WORDS)) {
            DueRun run = cluster.send(run());

            assertRefused(run, "admission webhook \"costs.slipway.test\" denied the request: " + WORDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "pods"})
    void aPolicyThatRefusesIsQuoted(String resources) {
        try (var _ = KubernetesGuard.policy(cluster.client(), resources, WORDS).inForce(WORDS)) {
            DueRun run = cluster.send(run());

            assertRefused(run, "ValidatingAdmissionPolicy 'slipway-test-guard' with binding", WORDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "pods"})
    void aWebhookThatDoesNotAnswerIsTheClustersFault(String resources) {
        var webhook = KubernetesWebhook.admitting();
        try (var guard = guard(resources, webhook)) {
            webhook.close();
            guard.inForce("failed calling webhook");
            DueRun run = cluster.send(run());

            JobEnded ended = cluster.endedWith(run, EndReason.INFRASTRUCTURE_UNAVAILABLE);

            assertThat(ended.reason().isInfrastructureFault()).isTrue();
            assertThat(ended.message()).contains("failed calling webhook \"costs.slipway.test\"");
        }
    }

    @Test
    void aRunThatIsDueWhileAWebhookIsAwayStartsOnceWhenItIsBack() {
        var webhook = KubernetesWebhook.admitting();
        DueRun run;
        try (var sightings = new KubernetesSightings(cluster.client(), GuardedNamespace.NAME)) {
            try (var guard = guard("jobs", webhook)) {
                webhook.close();
                guard.inForce("failed calling webhook");
                run = cluster.send(run());
                await().atMost(Duration.ofSeconds(20)).until(() -> tries(run) > 2);
            }

            cluster.endedWith(run, EndReason.COMPLETED);
            sightings.assertOne(run.id());
        }
    }

    private void assertRefused(DueRun run, String... words) {
        JobEnded ended = cluster.endedWith(run, EndReason.REFUSED_BY_CLUSTER);
        assertThat(ended.reason().isInfrastructureFault()).isFalse();
        assertThat(ended.message()).contains("The cluster does not admit it").contains(words);
    }

    private int tries(DueRun run) {
        return dispatches
                .find(new AttemptKey("default", run.id(), 1))
                .await()
                .indefinitely()
                .map(dispatch -> dispatch.tries())
                .orElse(0);
    }

    private KubernetesGuard guard(String resources, KubernetesWebhook webhook) {
        return KubernetesGuard.webhook(cluster.client(), resources, webhook.url(), webhook.authority());
    }

    private static DueRun run() {
        return DueRun.job(GuardedNamespace.NAME, "exit 0");
    }
}
