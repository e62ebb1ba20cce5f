package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.cluster.Clusters;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clusters that users add. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(ClusterSettings.class)
class ClustersIT {
    @Inject
    Clusters clusters;

    @Inject
    Pool pool;

    @Inject
    KubernetesRunners runners;

    private final ClusterApi api = new ClusterApi();
    private KubernetesStage stage;

    @BeforeEach
    void open() {
        stage = new KubernetesStage();
    }

    @AfterEach
    void close() throws IOException {
        api.close();
        stage.close();
    }

    @Test
    void anAddedClusterRunsWhatNamesItAndCanOnlyBeRemovedWhenNothingLivesThere() {
        add("second");

        DueRun run = stage.send(KubernetesStage.job("sleep 300").with("cluster", "second"));
        stage.stage().started(run);
        ClusterApi.Answer refused = api.delete("second");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.detail()).contains("live in the cluster second: 1.");
        stage.cancel(run);

        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(api.delete("second").status()).isEqualTo(204));
        assertThat(stage.stage().ended(run).reason()).isEqualTo(EndReason.CANCELLED);
        assertThat(api.get("/second").status()).isEqualTo(404);
        await().untilAsserted(() -> assertThat(names()).doesNotContain("second"));
        DueRun tooLate = stage.send(KubernetesStage.job("true").with("cluster", "second"));
        assertThat(stage.stage().ended(tooLate).reason()).isEqualTo(EndReason.INVALID_CONFIGURATION);
    }

    @Test
    void credentialsGoInAndNeverComeOut() {
        Map<String, Object> definition =
                Map.of("server", "https://k8s.example:6443", "token", "open-sesame", "namespaces", List.of("runs"));
        ClusterApi.Answer added = api.put("quiet", definition);

        assertThat(added.status()).isEqualTo(200);
        assertThat(added.body().path("server").asText()).isEqualTo("https://k8s.example:6443");
        assertThat(added.text() + api.get("").text() + api.get("/quiet").text())
                .contains("\"access\":\"token\"")
                .doesNotContain("open-sesame");
        String row = pool.query("select clusters::text from clusters")
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getString(0);
        assertThat(row).contains("k8s.example").doesNotContain("open-sesame");
        assertThat(api.delete("quiet").status()).isEqualTo(204);
    }

    @Test
    void namespacesCanBeChangedWithoutTheCredential() {
        add("moving");

        assertThat(api.put("moving", Map.of("namespaces", List.of("runs", "more")))
                        .status())
                .isEqualTo(200);

        await().untilAsserted(() -> assertThat(clusters.find("default", "moving"))
                .map(known -> known.cluster().namespaces())
                .get()
                .isEqualTo(List.of("runs", "more")));
        assertThat(api.test("moving").path("checks").size()).isEqualTo(2 * KubernetesPermission.NEEDED.size());
        assertThat(api.delete("moving").status()).isEqualTo(204);
    }

    @Test
    void theConfiguredOneIsShownAndIsReplacedByOneOfItsName() {
        assertThat(api.get("/default").body().path("source").asText()).isEqualTo("configuration");
        assertThat(api.delete("default").detail()).contains("SLIPWAY_KUBERNETES_KUBECONFIG");

        add("default");
        await().untilAsserted(() -> assertThat(clusters.find("default", "default"))
                .map(known -> known.cluster().namespaces())
                .get()
                .isEqualTo(List.of(KubernetesStage.NAMESPACE)));
        assertThat(api.get("/default").body().path("source").asText()).isEqualTo("user");

        await().untilAsserted(() -> assertThat(api.delete("default").status()).isEqualTo(204));
        assertThat(api.get("/default").body().path("source").asText()).isEqualTo("configuration");
    }

    @Test
    void twoWorkspacesMayHaveClustersOfOneNameAndEachRunsInItsOwn() {
        add("twin");
        Map<String, Object> theirs =
                Map.of("server", "https://k8s.example:6443", "token", "open-sesame", "namespaces", List.of("theirs"));

        assertThat(new ClusterApi("other").put("twin", theirs).status()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(runners.all())
                .extracting(runner -> runner.place().name())
                .contains("default", "default/twin", "other/twin"));
        assertThat(clusters.find("other", "twin").orElseThrow().cluster().namespaces())
                .containsExactly("theirs");
        assertThat(api.get("/twin").body().path("namespaces").path(0).asText()).isEqualTo(KubernetesStage.NAMESPACE);
        // what only one of them has is nothing to the other, and the configured one is there for both
        add("single");
        assertThat(clusters.find("other", "default")).isPresent();
        await().untilAsserted(
                        () -> assertThat(clusters.find("default", "single")).isPresent());
        assertThat(clusters.find("other", "single")).isEmpty();
        DueRun run = stage.send(KubernetesStage.job("exit 0").with("cluster", "twin"));
        assertThat(stage.stage().ended(run).reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(new ClusterApi("other").delete("twin").status()).isEqualTo(204);
        await().untilAsserted(() -> assertThat(api.delete("twin").status()).isEqualTo(204));
        assertThat(api.delete("single").status()).isEqualTo(204);
    }

    @Test
    void whatCannotBeUsedIsRefusedWithASentence() {
        assertThat(api.put("own", Map.of("inCluster", true)).detail()).contains("the dispatcher runs in no cluster");
        assertThat(api.put(
                                "broken",
                                Map.of(
                                        "server", "https://k8s.example",
                                        "token", "abc",
                                        "certificateAuthority", "-----BEGIN CERTIFICATE-----\nno\n"))
                        .detail())
                .contains("certificateAuthority must be the certificate");
        assertThat(api.send("PUT", "/none", "").detail()).isEqualTo("The body is missing.");
        assertThat(api.send("PUT", "/none", "{").status()).isEqualTo(400);
        assertThat(api.put("none", Map.of()).status()).isEqualTo(422);
        assertThat(api.get("/none").detail()).isEqualTo("The cluster none does not exist.");
        assertThat(api.delete("none").status()).isEqualTo(404);
        assertThat(api.send("POST", "/none/test", "").status()).isEqualTo(404);
    }

    private void add(String name) {
        Map<String, Object> definition = Map.of(
                "kubeconfig", KubernetesAccount.ofAdministrator(), "namespaces", List.of(KubernetesStage.NAMESPACE));
        assertThat(api.put(name, definition).status()).isEqualTo(200);
    }

    private List<String> names() {
        return clusters.known().stream().map(known -> known.cluster().name()).toList();
    }
}
