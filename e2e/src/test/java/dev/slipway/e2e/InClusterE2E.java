package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.local.client.GatewayClient;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Slipway in the cluster that its runs are in. */
class InClusterE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final InClusterSlipway SLIPWAY = InClusterSlipway.start();
    private static final GatewayClient GATEWAY = SLIPWAY.gateway();
    private static final Runs RUNS = new Runs(GATEWAY);

    @BeforeAll
    static void createPool() {
        JsonNode template = GATEWAY.get("/api/collections/views/aggregate-worker-metadata")
                .findValue("kubernetes")
                .findValue("default_base_job_configuration");
        ((ObjectNode) template.at("/variables/properties/namespace")).put("default", InClusterSlipway.RUNS);
        GATEWAY.post(
                "/api/work_pools/",
                Map.of("name", TeamProject.KUBERNETES_POOL, "type", "kubernetes", "base_job_template", template));
    }

    @AfterAll
    static void stop() {
        GATEWAY.close();
        SLIPWAY.close();
    }

    @Test
    void aPushBecomesACompletedRunBesideSlipway() {
        TeamProject project = SLIPWAY.project("beside")
                .onKubernetes(GATEWAY)
                .every(10)
                .withFlow("step('one')\nlogger.info('in a pod')");
        register(project);
        UUID run = awaitRun(project, "COMPLETED");
        project.pause(GATEWAY);

        await().untilAsserted(() -> {
            assertThat(RUNS.taskRuns(run)).singleElement().asString().endsWith(" COMPLETED");
            assertThat(RUNS.logs(run)).contains("step one", "in a pod");
        });
        assertThat(SLIPWAY.jobs(run)).hasSize(1);
        assertThat(SLIPWAY.prefect().run("flow-run", "inspect", run.toString()))
                .contains("state_name='Completed'", "infrastructure_pid='default:" + InClusterSlipway.RUNS + ":");
    }

    @Test
    void drainedPodsOfEachServiceTakeNothingWithThem() {
        TeamProject project = SLIPWAY.project("drained").onKubernetes(GATEWAY).withFlow("""
                from prefect.variables import Variable
                tick = 0
                while tick == 0 or not Variable.get("drained"):
                    logger.info(f"tick {tick}.")
                    tick += 1
                    time.sleep(0.5)
                logger.info(f"{tick} ticks")
                """);
        TeamProject other = SLIPWAY.project("meanwhile").onKubernetes(GATEWAY);
        register(project);
        assertThat(SLIPWAY.evict(SLIPWAY.pods("api-gateway").getFirst()))
                .as("the only one")
                .isFalse();
        SLIPWAY.scaleToTwo();

        CompletableFuture<String> watched = CompletableFuture.supplyAsync(
                () -> SLIPWAY.prefect().run("deployment", "run", project.deploymentName(), "--watch"));
        UUID first = awaitRun(project, "RUNNING");
        List<Pod> drained = InClusterSlipway.SERVICES.stream()
                .map(service -> SLIPWAY.pods(service).getFirst())
                .toList();
        assertThat(drained).allMatch(SLIPWAY::evict);
        other.push();
        UUID second = RUNS.start(project.deploymentName(), Map.of());
        drained.forEach(SLIPWAY::awaitGone);
        await().atMost(PATIENCE).until(() -> RUNS.stateOf(second).equals("RUNNING"));
        GATEWAY.post("/api/variables/", Map.of("name", "drained", "value", true));

        await().atMost(PATIENCE).until(() -> RUNS.hasEnded(first) && RUNS.hasEnded(second));
        List.of(first, second).forEach(InClusterE2E::hasCompletedOnceAndWhole);
        awaitDeployment(other);
        assertThat(watched.join()).contains(" ticks");
        SLIPWAY.awaitReady();
    }

    @Test
    void theDispatchersAccountMayDoWhatRunsNeedAndEachVerbThatIsMissingIsNamed() {
        Resource<Role> role = SLIPWAY.client()
                .rbac()
                .roles()
                .inNamespace(InClusterSlipway.RUNS)
                .withName("slipway-runner");
        Role whole = role.get();
        try {
            for (PolicyRule rule : whole.getRules()) {
                for (String verb : rule.getVerbs()) {
                    role.edit(current -> withRules(current, without(whole, rule, verb)));
                    assertThatOnly("may not %s %s in the namespace slipway-runs: "
                            .formatted(verb, rule.getResources().getFirst()));
                }
            }
        } finally {
            role.edit(current -> withRules(current, whole.getRules()));
        }
        await().atMost(SOON).until(() -> test().path("ok").asBoolean());
        assertThat(may("dispatcher-service", "slipway", "get")).isFalse();
        assertThat(may("dispatcher-service", "default", "create")).isFalse();
        assertThat(may("build-service", InClusterSlipway.RUNS, "get")).isFalse();
    }

    private static void register(TeamProject project) {
        project.push();
        awaitDeployment(project);
    }

    private static void awaitDeployment(TeamProject project) {
        await().atMost(PATIENCE).until(() -> GATEWAY.tryGet("/api/deployments/name/" + project.deploymentName())
                .succeeded());
    }

    private static UUID awaitRun(TeamProject project, String state) {
        return await().atMost(PATIENCE)
                .until(() -> RUNS.inState(project.slug(), state), runs -> !runs.isEmpty())
                .getFirst();
    }

    private static void hasCompletedOnceAndWhole(UUID run) {
        assertThat(RUNS.describe(run)).startsWith("COMPLETED");
        assertThat(RUNS.states(run)).containsOnlyOnce("RUNNING", "COMPLETED");
        assertThat(SLIPWAY.jobs(run)).hasSize(1);
        await().untilAsserted(() -> {
            List<String> log = RUNS.logs(run);
            int ticks =
                    (int) log.stream().filter(line -> line.startsWith("tick ")).count();
            assertThat(log)
                    .contains(ticks + " ticks")
                    .containsSubsequence(IntStream.range(0, ticks)
                            .mapToObj(tick -> "tick " + tick + ".")
                            .toList());
        });
    }

    private static List<PolicyRule> without(Role whole, PolicyRule taken, String verb) {
        return whole.getRules().stream()
                .map(rule -> rule.equals(taken)
                        ? rule.toBuilder().removeFromVerbs(verb).build()
                        : rule)
                .filter(rule -> !rule.getVerbs().isEmpty())
                .toList();
    }

    private static Role withRules(Role role, List<PolicyRule> rules) {
        return new RoleBuilder(role).withRules(rules).build();
    }

    private static void assertThatOnly(String sentence) {
        await().atMost(SOON).untilAsserted(() -> assertThat(test().path("missing"))
                .singleElement()
                .satisfies(missing -> assertThat(missing.asText()).contains(sentence)));
    }

    private static JsonNode test() {
        return GATEWAY.post("/slipway/v1/clusters/default/test", Map.of());
    }

    private static boolean may(String account, String namespace, String verb) {
        var review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser("system:serviceaccount:slipway:" + account)
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withVerb(verb)
                .withResource("secrets")
                .endResourceAttributes()
                .endSpec()
                .build();
        return SLIPWAY.client()
                .authorization()
                .v1()
                .subjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }
}
