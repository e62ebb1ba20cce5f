package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.Provisioning;
import dev.slipway.local.process.Daemon;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The repositories below {@code examples} are deployed by a push alone, and run. */
class DeployFormsE2E {
    private static final Slipway SLIPWAY = Slipway.running();
    private static final Runs RUNS = new Runs(SLIPWAY.gateway());
    private static final String REGISTRY = SLIPWAY.address().registry().address();
    private static final Map<String, Object> UNSIGNED = Map.of("env", Map.of("GIT_SSL_NO_VERIFY", "true"));
    private static final Neighbours NEIGHBOURS = new Neighbours(SLIPWAY);
    private static final Map<String, ExampleProject> PUSHED = new HashMap<>();

    /** All at once: they are built while others are looked at. */
    @BeforeAll
    static void push() {
        var provisioning = new Provisioning(SLIPWAY.gateway());
        List.of("docker", "kubernetes", "process").forEach(type -> provisioning.workPool(type, type));
        pushed("image-and-registry", "flows", Map.of("PREFECT_IMAGE_NAME", REGISTRY + "/sales/flows"));
        pushed("minimal", "minimal", Map.of());
        SLIPWAY.prefect().script("""
                from prefect.blocks.system import Secret
                from prefect.filesystems import RemoteFileSystem
                from prefect.variables import Variable
                Secret(value="%1$s").save("gitlab-token", overwrite=True)
                Secret(value="%1$s").save("deploy-token", overwrite=True)
                Variable.set("deploy_token_user", "gitlab-deploy-token", overwrite=True)
                Secret(value="%2$s").save("artifactory-token", overwrite=True)
                RemoteFileSystem(basepath="zip://code", settings={"fo": "http://ci:%2$s@%3$s/artifactory/flows/stock-1.0.zip"}).save("flows")
                """.formatted(SLIPWAY.forge().token(), Neighbours.STORE_TOKEN, NEIGHBOURS.store()));
        codeAtRunTime();
        var machine = new TeamMachine(SLIPWAY);
        existing(machine, "existing-image", REGISTRY + "/marketing/newsletter:1.4.0", Map.of());
        String forecast = REGISTRY + "/weather/forecast:7";
        existing(machine, "image-from-environment", forecast, Map.of("IMAGE", forecast));
        ExampleProject dockerfile = ExampleProject.of(
                SLIPWAY, "dockerfile", "dockerfile", Map.of("python:3.11-slim", REGISTRY + "/base/python:3.11-slim"));
        machine.publishBase(dockerfile, "base/python:3.11-slim");
        PUSHED.put("dockerfile", dockerfile.push(Map.of("CI_PROJECT_URL", NEIGHBOURS.forge(dockerfile.path()))));
    }

    @AfterAll
    static void close() {
        NEIGHBOURS.close();
    }

    private static void pushed(String example, String name, Map<String, String> variables) {
        PUSHED.put(example, ExampleProject.of(SLIPWAY, example, name, Map.of()).push(variables));
    }

    private static void existing(TeamMachine machine, String example, String image, Map<String, String> variables) {
        var hosts = Map.of("registry.example.com", REGISTRY);
        ExampleProject project = ExampleProject.of(SLIPWAY, example, example, hosts);
        machine.build(project, image);
        PUSHED.put(example, project.push(variables));
    }

    private static void codeAtRunTime() {
        var hosts = Map.of("artifactory.example.com", NEIGHBOURS.store(), "fo: \"https:", "fo: \"http:");
        ExampleProject project = ExampleProject.of(SLIPWAY, "code-at-run-time", "code", hosts);
        for (String archive : List.of("zip", "tar.gz")) {
            String file = "stock-1.0." + archive;
            project.tree().git("archive", "--output", "../" + file, "--prefix=code/", "HEAD");
            NEIGHBOURS.put(
                    "/artifactory/flows/" + file, project.tree().directory().resolveSibling(file));
        }
        PUSHED.put("code-at-run-time", project.push(Map.of("CI_PROJECT_URL", NEIGHBOURS.forge(project.path()))));
    }

    @Test
    void imageAndRegistry() {
        JsonNode build = built("image-and-registry");

        String digest = build.at("/images/0/digest").asText();
        for (String name : List.of("north", "south")) {
            JsonNode deployment = deployment("sales-report/" + name);
            assertThat(deployment.at("/job_variables/image").asText()).isEqualTo(REGISTRY + "/sales/flows@" + digest);
            assertThat(deployment.at("/job_variables/imagePullSecrets/0/name").asText())
                    .isEqualTo("regcred");
            assertThat(deployment.path("schedules")).isEmpty();
        }
        completed("sales-report/south", Map.of(), "sales of south in 12 months");
    }

    @Test
    void minimal() {
        built("minimal");
        var worker = new Daemon("process-worker", SLIPWAY.folder(), "INT");
        var environment = new HashMap<>(new TeamMachine(SLIPWAY).tools());
        String credential = "x:" + SLIPWAY.forge().token();
        environment.put("GIT_CONFIG_COUNT", "1");
        environment.put("GIT_CONFIG_KEY_0", "http.extraHeader");
        environment.put(
                "GIT_CONFIG_VALUE_0",
                "Authorization: Basic "
                        + Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8)));
        environment.put("PREFECT_API_AUTH_STRING", SLIPWAY.address().authString()); // a key is not shown on sockets
        environment.put("PREFECT_WORKER_QUERY_SECONDS", "1");
        String prefect = TeamMachine.programmes(SLIPWAY).resolve("prefect").toString();
        worker.start(List.of(prefect, "worker", "start", "--type=process", "--pool=process"), environment);
        try {
            completed("clean-up/nightly", Map.of(), "older than 30 days: nothing");
        } finally {
            worker.stop(Duration.ofSeconds(10));
        }
    }

    @Test
    void existingImage() {
        built("existing-image");

        assertThat(deployment("newsletter/weekly").at("/job_variables/image").asText())
                .isEqualTo(REGISTRY + "/marketing/newsletter:1.4.0");
        completed("newsletter/weekly", Map.of(), "wrote to 3 readers");
    }

    @Test
    void imageFromEnvironment() {
        built("image-from-environment");

        for (String name : List.of("by-environment", "by-variable")) {
            assertThat(deployment("forecast/" + name).at("/job_variables/image").asText())
                    .isEqualTo(REGISTRY + "/weather/forecast:7");
        }
        completed("forecast/by-variable", Map.of(), "14 days of sun");
    }

    @Test
    void dockerfile() {
        built("dockerfile");

        UUID bakedIn = RUNS.start("invoices/baked-in", Map.of());
        UUID pulled = RUNS.start("invoices/pulled", Map.of(), UNSIGNED);
        ended(bakedIn, "Downloading flow code from storage at '/app'");
        ended(pulled, "Executing deployment step: git_clone");
        ended(pulled, "invoices of this one");
    }

    @Test
    void codeAtRunTimeByEachOfItsWays() {
        built("code-at-run-time");

        assertThat(deployment("stock/branch").path("pull_steps").toString())
                .contains("{{ prefect.blocks.secret.gitlab-token }}", "{{ clone.directory }}");
        var runs = new LinkedHashMap<String, UUID>();
        for (String name : List.of("branch", "tar", "block")) {
            runs.put(name, RUNS.start("stock/" + name, Map.of("item", name), UNSIGNED));
        }
        runs.forEach((name, run) -> ended(run, "counting " + name));
    }

    private static JsonNode built(String example) {
        return Objects.requireNonNull(PUSHED.get(example)).built();
    }

    private static JsonNode deployment(String name) {
        return SLIPWAY.gateway().get("/api/deployments/name/" + name);
    }

    private static void completed(String deployment, Map<String, Object> parameters, String said) {
        ended(RUNS.start(deployment, parameters), said);
    }

    private static void ended(UUID run, String said) {
        await().atMost(Duration.ofMinutes(2)).until(() -> RUNS.hasEnded(run));
        await().untilAsserted(() ->
                assertThat(RUNS.describe(run)).startsWith("COMPLETED").contains(said));
    }
}
