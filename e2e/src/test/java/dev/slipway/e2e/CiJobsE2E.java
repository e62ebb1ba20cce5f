package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.Provisioning;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Teams that deploy from a CI job, or from a machine of theirs, do it as with any Prefect server. */
class CiJobsE2E {
    private static final Slipway SLIPWAY = Slipway.running();
    private static final Runs RUNS = new Runs(SLIPWAY.gateway());
    private static final String REGISTRY = SLIPWAY.address().registry().address();
    private static final Map<String, String> HOSTS = Map.of("registry.example.com", REGISTRY);
    private static final TeamMachine MACHINE = new TeamMachine(SLIPWAY);
    private static final Neighbours NEIGHBOURS = new Neighbours(SLIPWAY);
    private static final ExampleProject CI_JOBS = ExampleProject.of(SLIPWAY, "ci-jobs", "ci-jobs", HOSTS);

    @BeforeAll
    static void prepare() {
        var provisioning = new Provisioning(SLIPWAY.gateway());
        provisioning.workPool("docker", "docker");
        provisioning.registry("e2e", SLIPWAY.address().registry());
        MACHINE.publishBase(CI_JOBS, "base/prefect:3.8.8-python3.11");
    }

    @AfterAll
    static void close() {
        NEIGHBOURS.close();
    }

    @Test
    void jobThatLetsPrefectBuildWorksUnchanged() {
        var environment = MACHINE.environment(CI_JOBS, "weather/stations");

        String said = CI_JOBS.run(environment, "sh", "ci/deploy-all.sh");

        assertThat(said).contains("stations/by-prefect", "stations/by-prefect-yearly");
        String image = REGISTRY + "/weather/stations:" + environment.get("CI_COMMIT_SHORT_SHA");
        assertThat(image("stations/by-prefect")).isEqualTo(image);
        runs("stations/by-prefect-yearly", "stations of 2025");
    }

    @Test
    void jobThatBuildsItselfWorksUnchanged() {
        var environment = MACHINE.environment(CI_JOBS, "weather/stations");

        CI_JOBS.run(environment, "sh", "ci/build-and-deploy.sh");

        assertThat(image("stations/by-job"))
                .isEqualTo(REGISTRY + "/weather/stations/by-job:" + environment.get("CI_COMMIT_SHORT_SHA"));
        runs("stations/by-job", "stations of 2026");
    }

    @Test
    void clientThatWouldRegisterTheRestOfATemplateIsToldWhatToWrite() {
        ExampleProject project = ExampleProject.of(SLIPWAY, "image-from-environment", "image-from-environment", HOSTS);
        var environment = MACHINE.environment(project, "weather/forecast");
        environment.put("IMAGE", REGISTRY + "/weather/forecast:7");

        var refused = project.tryRun(environment, "prefect", "deploy", "--name", "by-environment");

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output()).contains("job_variables.image is", "{{ $IMAGE }}");
    }

    @Test
    void pythonDeploysByGitRepositoryAndByRemoteStorage() {
        ExampleProject project = ExampleProject.of(SLIPWAY, "python-deployments", "prices", HOSTS);
        project.tree().push();
        project.tree().git("archive", "--output", "../prices-1.0.zip", "--prefix=code/", "HEAD");
        NEIGHBOURS.put(
                "/artifactory/flows/prices-1.0.zip", project.tree().directory().resolveSibling("prices-1.0.zip"));
        SLIPWAY.prefect().script("""
                from prefect.blocks.system import Secret
                Secret(value="%s").save("gitlab-token", overwrite=True)
                Secret(value="%s").save("artifactory-key", overwrite=True)
                """.formatted(SLIPWAY.forge().token(), Neighbours.STORE_TOKEN));
        var environment = MACHINE.environment(project, "shop/prices");
        environment.put("REPOSITORY", NEIGHBOURS.forge(project.path()) + ".git");
        environment.put("ARCHIVE", "http://" + NEIGHBOURS.store() + "/artifactory/flows/prices-1.0.zip");
        environment.put("GIT_SSL_NO_VERIFY", "true");

        project.run(environment, "python", "deploy.py");

        assertThat(deployment("prices/from-git").path("pull_steps").toString())
                .contains("git_clone", "{{ prefect.blocks.secret.gitlab-token }}");
        assertThat(deployment("prices/from-archive").path("pull_steps").toString())
                .contains("pull_from_remote_storage", "{{ prefect.blocks.secret.artifactory-key }}");
        runs("prices/from-git", "the price of tea");
        runs("prices/from-archive", "the price of coffee");
    }

    private static String image(String deployment) {
        return deployment(deployment).at("/job_variables/image").asText();
    }

    private static JsonNode deployment(String name) {
        return SLIPWAY.gateway().get("/api/deployments/name/" + name);
    }

    private static void runs(String deployment, String said) {
        UUID run = RUNS.start(deployment, Map.of(), Map.of("env", Map.of("GIT_SSL_NO_VERIFY", "true")));
        SLIPWAY.awaitCompleted(run);
        await().untilAsserted(() -> assertThat(RUNS.logs(run)).contains(said));
    }
}
