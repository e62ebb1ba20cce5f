package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.testkit.Infrastructure;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster in which the dispatcher may do what {@code k8s/runner-role} allows, and nothing else. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(ClusterSettings.class)
class KubernetesPermissionsIT {
    private static final String NAMESPACE = "least";
    private static final String CLUSTER = "least-privilege";

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
        api.close();
        stage.close();
    }

    @Test
    void theRoleAllowsWhatIsTestedAndNothingElse() {
        assertThat(granted(account.role()))
                .containsExactlyInAnyOrderElementsOf(KubernetesPermission.NEEDED.stream()
                        .map(needed -> needed.name() + " " + needed.verb())
                        .toList());

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode report = api.test(CLUSTER);
            assertThat(report.path("ok").asBoolean()).as(report.toString()).isTrue();
            assertThat(report.path("version").asText()).startsWith("v1.");
            // to look at kube-system is more than runs need
            assertThat(report.hasNonNull("uid")).isFalse();
            assertThat(report.path("checks")).hasSize(KubernetesPermission.NEEDED.size());
        });
    }

    @Test
    void eachVerbThatIsMissingIsNamed() {
        for (KubernetesPermission needed : KubernetesPermission.NEEDED) {
            account.allow(without(needed));

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                JsonNode report = api.test(CLUSTER);
                assertThat(report.path("ok").asBoolean()).isFalse();
                assertThat(texts(report.path("missing"))).containsExactly(needed.sentence(NAMESPACE));
            });
        }
    }

    @Test
    void runsGoTheirWholeWayWithTheRole() {
        DueRun completes = send("echo hello");
        DueRun isCancelled = send("sleep 300");
        DueRun lacksASecret =
                stage.send(least("true").with("env_from", List.of(Map.of("secretRef", Map.of("name", "not-there")))));

        stage.stage().started(isCancelled);
        stage.cancel(isCancelled);

        assertThat(stage.stage().ended(completes).reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(stage.stage().ended(isCancelled).reason()).isEqualTo(EndReason.CANCELLED);
        assertThat(stage.stage().ended(lacksASecret).reason()).isEqualTo(EndReason.MISSING_REFERENCE);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(stage.jobs(completes.id())).isEmpty();
            assertThat(stage.secrets(completes.id())).isEmpty();
        });
    }

    @Test
    void aClusterThatCannotBeWatchedIsLookedAt() {
        account.allow(without(KubernetesPermission.NEEDED.stream()
                .filter(needed -> needed.name().equals("jobs") && needed.verb().equals("watch"))
                .findFirst()
                .orElseThrow()));

        assertThat(stage.stage().ended(send("true")).reason()).isEqualTo(EndReason.COMPLETED);
    }

    @Test
    void aNamespaceThatIsNotThereIsNamed() {
        // an administrator may do everything, everywhere
        Map<String, Object> definition =
                Map.of("kubeconfig", KubernetesAccount.ofAdministrator(), "namespaces", List.of("nowhere"));
        assertThat(api.put("default-again", definition).status()).isEqualTo(200);

        JsonNode report = api.test("default-again");

        assertThat(texts(report.path("missing"))).singleElement().asString().contains("no namespace nowhere");
        assertThat(report.path("uid").asText())
                .isEqualTo(stage.client()
                        .namespaces()
                        .withName("kube-system")
                        .get()
                        .getMetadata()
                        .getUid());
        assertThat(api.delete("default-again").status()).isEqualTo(204);
    }

    private DueRun send(String script) {
        return stage.send(least(script));
    }

    private static DueRun least(String script) {
        return DueRun.job(NAMESPACE, script).with("cluster", CLUSTER);
    }

    private Role without(KubernetesPermission needed) {
        Role role = account.role();
        role.getRules().stream()
                .filter(rule -> rule.getResources().contains(needed.name()))
                .forEach(rule -> rule.setVerbs(rule.getVerbs().stream()
                        .filter(verb -> !verb.equals(needed.verb()))
                        .toList()));
        role.getRules().removeIf(rule -> rule.getVerbs().isEmpty());
        return role;
    }

    private static Stream<String> granted(PolicyRule rule) {
        return rule.getResources().stream()
                .flatMap(resource -> rule.getVerbs().stream().map(verb -> resource + " " + verb));
    }

    private static List<String> granted(Role role) {
        return role.getRules().stream().flatMap(rule -> granted(rule)).toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
