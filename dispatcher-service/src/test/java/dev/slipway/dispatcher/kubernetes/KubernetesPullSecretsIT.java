package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.AuthConfig;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.RegistryLogin;
import dev.slipway.dispatcher.dispatch.Installation;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.dispatcher.journey.TestLogin;
import dev.slipway.testkit.Infrastructure;
import dev.slipway.testkit.TestCluster;
import dev.slipway.testkit.TestRegistry;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pull secrets on a real node, of a real registry whose logins end. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(ClusterSettings.class)
@WithTestResource(PatientSettings.class)
class KubernetesPullSecretsIT {
    private static final String LATE = "slipway.test/late";
    private static final String USER = "robot";

    @Inject
    KubernetesRunners runners;

    @Inject
    KubernetesPullSecrets pullSecrets;

    @Inject
    Installation installation;

    private KubernetesStage cluster;
    private TestRegistry registry;

    @BeforeEach
    void open() {
        cluster = new KubernetesStage();
        registry = TestRegistry.start();
        TestCluster.get().node().allowPlainHttp(registry.address());
    }

    @AfterEach
    void close() throws IOException {
        label(null);
        TestLogin.forget();
        registry.stop();
        cluster.close();
    }

    @Test
    void aPodThatPullsAfterTheLoginHasEndedFindsTheNewOne() throws Exception {
        String image = push();
        login("first", Duration.ofSeconds(20));
        DueRun run = cluster.send(pulling(image).with("node_selector", Map.of(LATE, "yes")));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !cluster.pods(run.id()).isEmpty());
        assertThat(passwordOf(ours())).isEqualTo("first");

        login("second", Duration.ofHours(12));

        await().atMost(Duration.ofSeconds(20)).until(() -> passwordOf(ours()), "second"::equals);
        assertThat(Instant.parse(annotation(ours(), "dev.slipway/expires-at")))
                .isAfter(Instant.now().plusSeconds(60));
        label("yes");
        cluster.endedWith(run, EndReason.COMPLETED);
    }

    @Test
    void whatNoLiveJobUsesGoesAfterAWhileAndAUsersOwnStays() throws Exception {
        String image = push();
        login("only", Duration.ofHours(12));
        Secret regcred = cluster.client().resource(regcred("only")).createOr(existing -> existing.update());
        DueRun lives = cluster.send(pulling(image)
                .with("node_selector", Map.of(LATE, "yes"))
                .with("image_pull_secrets", List.of("regcred")));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !cluster.pods(lives.id()).isEmpty());

        // as if it had been written long ago
        usedAt(Instant.now().minus(Duration.ofHours(2)));
        await().atMost(Duration.ofSeconds(20)).until(() -> KubernetesPullSecret.usedAt(ours())
                .isAfter(Instant.now().minusSeconds(60)));
        label("yes");
        cluster.endedWith(lives, EndReason.COMPLETED);
        assertThat(oursIfThere()).isNotNull();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(2))
                // it may go at any moment
                .ignoreExceptions()
                .until(this::isGoneOnceItIsOld);
        assertThat(cluster.client().resource(regcred).get()).isEqualTo(regcred);
        cluster.client().resource(regcred).delete();
    }

    @Test
    void whatSomebodyRemovesIsThereAgainForThePodThatWaits() throws Exception {
        String image = push();
        login("only", Duration.ofHours(12));
        DueRun run = cluster.send(pulling(image).with("node_selector", Map.of(LATE, "yes")));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !cluster.pods(run.id()).isEmpty());

        cluster.client().resource(ours()).delete();

        await().atMost(Duration.ofSeconds(30)).until(() -> oursIfThere() != null);
        assertThat(passwordOf(ours())).isEqualTo("only");
        label("yes");
        cluster.endedWith(run, EndReason.COMPLETED);
    }

    @Test
    void anExpiredLoginEndsTheRunWithItsReasonAndNoJob() {
        TestLogin.isRefused(
                registry.address(),
                "The login of the registry team expired at 2026-11-23T10:00:00Z. Give it a new one.");

        DueRun run = cluster.send(pulling(registry.address() + "/team/app:1"));

        assertThat(cluster.endedWith(run, EndReason.IMAGE_PULL_DENIED).message())
                .contains("expired at 2026-11-23T10:00:00Z");
        assertThat(cluster.jobs(run.id())).isEmpty();
    }

    @Test
    void itIsWrittenOnlyWhenItChanges() throws Exception {
        String image = push();
        login("only", Duration.ofHours(12));
        cluster.endedWith(cluster.send(pulling(image)), EndReason.COMPLETED);
        Secret before = ours();

        cluster.endedWith(cluster.send(pulling(image)), EndReason.COMPLETED);

        assertThat(ours()).isEqualTo(before);
        assertThat(before.getMetadata().getLabels()).containsEntry("app.kubernetes.io/managed-by", "slipway");
        assertThat(annotation(before, "dev.slipway/registry")).isEqualTo(registry.address());
    }

    @Test
    void whatIsNeededAgainWhileItIsRemovedStays() {
        KubernetesCluster place = runners.all().getFirst().cluster();
        var described =
                new KubernetesPullSecret(installation.name(), "default", KubernetesStage.NAMESPACE, registry.address());
        var login = new RegistryLogin(registry.address(), USER, "only", null);
        KubernetesPullSecretWriter writer = pullSecrets.writer(place);
        // young enough for the loop to leave it alone, too old for whoever needs it
        Instant used = Instant.now().minus(Duration.ofMinutes(30));
        assertThat(writer.write(described.with(login, used))).isTrue();
        Secret seenUnused = ours();

        assertThat(writer.write(described.with(login, Instant.now()))).isTrue();

        assertThat(writer.remove(seenUnused)).isFalse();
        assertThat(writer.remove(ours())).isTrue();
        assertThat(oursIfThere()).isNull();
    }

    private boolean isGoneOnceItIsOld() {
        if (oursIfThere() == null) {
            return true;
        }
        usedAt(Instant.now().minus(Duration.ofHours(2)));
        return false;
    }

    private DueRun pulling(String image) {
        return KubernetesStage.job("exit 0").with("image", image).with("image_pull_policy", "Always");
    }

    private void login(String password, Duration lasts) {
        registry.accept(Map.of(USER, password));
        TestLogin.is(registry.address(), USER, password, Instant.now().plus(lasts));
    }

    /** An image of its own, so that no node has its layers' name already. */
    private String push() throws InterruptedException {
        registry.accept(Map.of(USER, "pushing"));
        String repository = registry.address() + "/team/" + UUID.randomUUID();
        var engine = cluster.stage().engine();
        engine.tagImageCmd(KubernetesStage.IMAGE, repository, "1").exec();
        engine.pushImageCmd(repository)
                .withTag("1")
                .withAuthConfig(new AuthConfig()
                        .withUsername(USER)
                        .withPassword("pushing")
                        .withRegistryAddress(registry.address()))
                .start()
                .awaitCompletion();
        engine.removeImageCmd(repository + ":1").exec();
        return repository + ":1";
    }

    private Secret ours() {
        return Objects.requireNonNull(oursIfThere());
    }

    private @Nullable Secret oursIfThere() {
        return cluster.client()
                .secrets()
                .inNamespace(KubernetesStage.NAMESPACE)
                .withName(new KubernetesPullSecret(
                                installation.name(), "default", KubernetesStage.NAMESPACE, registry.address())
                        .name())
                .get();
    }

    private void usedAt(Instant time) {
        cluster.client().resource(ours()).edit(secret -> new SecretBuilder(secret)
                .editMetadata()
                .addToAnnotations(KubernetesPullSecret.USED_AT, time.toString())
                .endMetadata()
                .build());
    }

    private Secret regcred(String password) {
        var login = new RegistryLogin(registry.address(), USER, password, null);
        return new SecretBuilder()
                .withNewMetadata()
                .withName("regcred")
                .withNamespace(KubernetesStage.NAMESPACE)
                .endMetadata()
                .withType("kubernetes.io/dockerconfigjson")
                .withData(new KubernetesPullSecret("", "", "", registry.address())
                        .with(login, Instant.now())
                        .getData())
                .build();
    }

    private static String passwordOf(Secret secret) {
        String config = new String(
                Base64.getDecoder().decode(secret.getData().get(".dockerconfigjson")), StandardCharsets.UTF_8);
        String auth = config.replaceAll("(?s).*\"auth\":\"([^\"]+)\".*", "$1");
        return new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8).split(":", 2)[1];
    }

    private static String annotation(Secret secret, String name) {
        return Objects.requireNonNull(secret.getMetadata().getAnnotations().get(name));
    }

    /** Whether the node takes what waits for it. */
    private void label(@Nullable String value) {
        String node = cluster.client()
                .nodes()
                .list()
                .getItems()
                .getFirst()
                .getMetadata()
                .getName();
        cluster.client().nodes().withName(node).edit(found -> {
            var labelled = new NodeBuilder(found).editMetadata();
            return (value == null ? labelled.removeFromLabels(LATE) : labelled.addToLabels(LATE, value))
                    .endMetadata()
                    .build();
        });
    }
}
