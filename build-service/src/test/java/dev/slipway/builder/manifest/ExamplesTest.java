package dev.slipway.builder.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every {@code prefect.yaml} below {@code examples} means what its README says. */
class ExamplesTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String REGISTRY = "registry.example.com";

    @Test
    void imageAndRegistryIsOneImageOfTwoTagsWithTwoDeployments() {
        BuildPlan plan = plan("image-and-registry");

        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.images()).singleElement().satisfies(image -> {
            assertThat(image.references())
                    .containsExactly(REGISTRY + "/sales/flows:" + COMMIT, REGISTRY + "/sales/flows:latest");
            assertThat(image.dockerfile()).isEqualTo("auto");
            assertThat(image.platform()).isEqualTo("linux/amd64");
        });
        assertThat(plan.pushes())
                .containsExactly(new PushStep(REGISTRY + "/sales/flows", COMMIT, List.of("latest"), null));
        assertThat(plan.deployments()).extracting(PlannedDeployment::name).containsExactly("north", "south");
        assertThat(plan.deployments()).allSatisfy(deployment -> {
            assertThat(deployment.tags()).containsExactly("sales", "reports");
            assertThat(deployment.schedules()).isEmpty();
            assertThat(deployment.jobVariables())
                    .containsEntry("image", REGISTRY + "/sales/flows:" + COMMIT)
                    .containsEntry("imagePullSecrets", List.of(Map.of("name", "regcred")));
            assertThat(deployment.code().directory()).isEqualTo("/opt/prefect/flows");
        });
        assertThat(plan.deployments().getLast().parameters()).isEqualTo(Map.of("region", "south", "months", 12L));
    }

    @Test
    void minimalRunsCloneThePushedCommit() {
        BuildPlan plan = plan("minimal");

        assertThat(plan.warnings()).singleElement().asString().contains("clone https://gitlab.example/team/hello-flow");
        assertThat(plan.images()).isEmpty();
        assertThat(plan.deployments().getFirst().pullSteps())
                .containsExactly(Map.of(
                        "prefect.deployments.steps.git_clone",
                        Map.of("repository", "https://gitlab.example/team/hello-flow.git", "commit_sha", COMMIT)));
    }

    @Test
    void imagesThatExistAreTakenAsTheyAre() {
        assertThat(image(plan("existing-image").deployments().getFirst()))
                .isEqualTo(REGISTRY + "/marketing/newsletter:1.4.0");
        assertThat(plan("image-from-environment").deployments())
                .extracting(ExamplesTest::image)
                .containsExactly(REGISTRY + "/weather/forecast:7", REGISTRY + "/weather/forecast:7");
    }

    @Test
    void dockerfileOfTheTeamLeavesThePullStepsToTheFile() {
        BuildPlan plan = plan("dockerfile");

        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.images()).singleElement().satisfies(image -> assertThat(image.dockerfile())
                .isEqualTo("Dockerfile"));
        assertThat(plan.deployments().getFirst().pullSteps()).isNull();
        assertThat(plan.deployments().getLast().pullSteps()).asString().contains("prefect.blocks.secret.gitlab-token");
    }

    @Test
    void codeAtRunTimeKeepsThePullStepsAsTheyAreWritten() {
        assertThat(plan("code-at-run-time").deployments())
                .allSatisfy(
                        deployment -> assertThat(deployment.code().inImage()).isFalse())
                .extracting(deployment -> String.valueOf(deployment.pullSteps()))
                .satisfiesExactly(
                        branch -> assertThat(branch)
                                .contains(
                                        "branch=main",
                                        "{{ clone.directory }}",
                                        "{{ prefect.blocks.secret.gitlab-token }}"),
                        commit -> assertThat(commit)
                                .contains("commit_sha=" + COMMIT, "directories=[flows]", "{{ prefect.variables."),
                        zip -> assertThat(zip)
                                .contains("zip://code", "Bearer {{ prefect.blocks.secret.artifactory-token }}"),
                        tar -> assertThat(tar)
                                .contains("tar://code", "ci:{{ prefect.blocks.secret.artifactory-token }}@"),
                        block -> assertThat(block).contains("remote-file-system"));
    }

    @Test
    void filesOfCiJobsCanBePushedToo() {
        assertThat(plan("ci-jobs").images()).hasSize(1);
        assertThat(plan("ci-jobs").deployments()).hasSize(2);
    }

    private static Object image(PlannedDeployment deployment) {
        return String.valueOf(deployment.jobVariables().get("image"));
    }

    private static BuildPlan plan(String example) {
        try {
            return PrefectFile.plan(Files.readString(Path.of("../examples", example, "prefect.yaml")), input());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PlanInput input() {
        Map<String, String> values =
                new HashMap<>(TestVariables.of(COMMIT, "secret-password").values());
        values.put("CI_REGISTRY", REGISTRY);
        values.put("CI_REGISTRY_IMAGE", REGISTRY + "/team/hello-flow");
        values.put("PREFECT_IMAGE_NAME", REGISTRY + "/sales/flows");
        values.put("IMAGE", REGISTRY + "/weather/forecast:7");
        var variables = new Variables(values, Set.of("CI_REGISTRY_PASSWORD"), Set.of("secret-password"), Set.of());
        return new PlanInput(COMMIT, "flows", REGISTRY, variables);
    }
}
