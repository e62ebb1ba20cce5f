package dev.slipway.builder.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.manifest.PlannedDeployment.CodeLocation;
import dev.slipway.contracts.build.v1.DeploymentSpec.ScheduleSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrefectFileTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String SECRET = "registry-password";
    private static final String IMAGE = "registry.example:5000/team/hello-flow";

    static final String BUILD = """
            build:
              - prefect_docker.deployments.steps.build_docker_image:
                  id: build-image
                  image_name: "{{ $CI_REGISTRY_IMAGE }}"
                  tag: "{{ $CI_COMMIT_SHA }}"
                  dockerfile: auto
            push:
              - prefect_docker.deployments.steps.push_docker_image:
                  image_name: "{{ build-image.image_name }}"
                  tag: "{{ build-image.tag }}"
                  credentials: {registry_url: "https://registry.example:5000/v1/", username: "{{ $CI_REGISTRY_USER }}", password: "{{ $CI_REGISTRY_PASSWORD }}"}
            """;

    static final String DEPLOYMENT = """
            deployments:
              - name: hello
                entrypoint: flows/hello.py:hello
                work_pool:
                  name: docker
                  job_variables:
                    image: "{{ build-image.image }}"
            """;

    @Test
    void exampleOfTheRepositoryIsPlanned() throws IOException {
        BuildPlan plan = PrefectFile.plan(Files.readString(Path.of("../examples/hello-flow/prefect.yaml")), input());

        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.images()).singleElement().satisfies(image -> {
            assertThat(image.reference()).isEqualTo(IMAGE + ":" + COMMIT);
            assertThat(image.dockerfile()).isEqualTo("auto");
        });
        assertThat(plan.deployments()).extracting(PlannedDeployment::name).containsExactly("hello", "hello-scheduled");
        assertThat(plan.deployments()).allSatisfy(deployment -> {
            assertThat(deployment.tags()).containsExactly("example", "hello");
            assertThat(deployment.workPool()).isEqualTo("slipway-docker");
            assertThat(deployment.jobVariables()).containsEntry("mem_limit", "512m");
            assertThat(deployment.code())
                    .isEqualTo(new CodeLocation(IMAGE + ":" + COMMIT, true, "/opt/prefect/hello-flow", true));
        });
        assertThat(plan.deployments().getFirst().parameters()).containsEntry("times", 3L);
        assertThat(plan.deployments().getLast().schedules())
                .extracting(ScheduleSpec::cron)
                .containsExactly("* * * * * */20");
    }

    @Test
    void pushUsesTheFilesCredentialsUnlessTheyAreTheProjectsOwn() {
        String other = BUILD.replace("{{ $CI_REGISTRY_PASSWORD }}", "password-of-the-file");

        PushStep given = PrefectFile.plan(other + DEPLOYMENT, input()).pushes().getFirst();
        PushStep own = PrefectFile.plan(BUILD + DEPLOYMENT, input()).pushes().getFirst();

        assertThat(given.credentials())
                .isEqualTo(new PushStep.Credentials("registry.example:5000", "robot", "password-of-the-file"));
        assertThat(given.toString()).doesNotContain("password-of-the-file");
        assertThat(own.credentials()).isNull();
    }

    @Test
    void equalImageStepsOfTwoDeploymentsAreOneImage() {
        String twice = BUILD + DEPLOYMENT + """
                  - name: other
                    entrypoint: flows/hello.py:hello
                    work_pool: {name: docker, job_variables: {image: "{{ image }}"}}
                """;

        BuildPlan plan = PrefectFile.plan(twice, input());

        assertThat(plan.images()).hasSize(1);
        assertThat(plan.pushes()).hasSize(1);
        assertThat(plan.deployments().getLast().jobVariables()).containsEntry("image", IMAGE + ":" + COMMIT);
    }

    @Test
    void ownBuildOfADeploymentReplacesTheTopLevelOne() {
        String none = BUILD + DEPLOYMENT + "    build: []\n    push: []\n    pull: []\n";

        BuildPlan plan = PrefectFile.plan(none, input());

        assertThat(plan.images()).isEmpty();
        assertThat(plan.deployments().getFirst().jobVariables()).doesNotContainKey("image");
        assertThat(plan.deployments().getFirst().pullSteps()).isEmpty();
    }

    @Test
    void generatedDockerfileGivesThePullStep() {
        assertThat(PrefectFile.plan(BUILD + DEPLOYMENT, input())
                        .deployments()
                        .getFirst()
                        .pullSteps())
                .containsExactly(Map.of(
                        "prefect.deployments.steps.set_working_directory",
                        Map.of("directory", "/opt/prefect/hello-flow")));
    }

    @Test
    void ownDockerfileLeavesTheWorkingDirectoryToTheImage() {
        var deployment = PrefectFile.plan(BUILD.replace("auto", "Dockerfile") + DEPLOYMENT, input())
                .deployments()
                .getFirst();

        assertThat(deployment.pullSteps()).isNull();
        assertThat(deployment.code()).isEqualTo(new CodeLocation(IMAGE + ":" + COMMIT, true, null, true));
    }

    @Test
    void pullStepsKeepWhatOnlyARunKnows() {
        String pull = """
                pull:
                  - prefect.deployments.steps.git_clone:
                      id: clone
                      repository: "{{ $CI_PROJECT_URL }}.git"
                      branch: "{{ $CI_COMMIT_REF_NAME }}"
                      access_token: "{{ prefect.blocks.secret.git }}"
                      other: "{{ $ONLY_IN_THE_POD }}"
                  - prefect.deployments.steps.pip_install_requirements:
                      directory: "{{ clone.directory }}"
                """;

        var deployment = PrefectFile.plan(BUILD + pull + DEPLOYMENT, input())
                .deployments()
                .getFirst();

        assertThat(deployment.pullSteps())
                .isNotNull()
                .first()
                .asString()
                .contains(
                        "https://gitlab.example/team/hello-flow.git",
                        "main",
                        "{{ prefect.blocks.secret.git }}",
                        "{{ $ONLY_IN_THE_POD }}");
        assertThat(deployment.pullSteps()).last().asString().contains("{{ clone.directory }}");
        assertThat(deployment.code().inImage()).isFalse();
    }

    @Test
    void secretOutsideOfPushCredentialsFailsWithTheField() {
        assertInvalid(
                BUILD
                        + DEPLOYMENT.replace(
                                "name: docker", "name: docker\n      work_queue_name: \"{{ $CI_REGISTRY_PASSWORD }}\""),
                "deployments[0].work_pool.work_queue_name",
                "secret");
        assertInvalid(
                BUILD.replace("tag: \"{{ $CI_COMMIT_SHA }}\"", "buildargs: {TOKEN: \"{{ $CI_REGISTRY_PASSWORD }}\"}")
                        + DEPLOYMENT,
                "buildargs.TOKEN",
                "secret");
        assertInvalid(BUILD + DEPLOYMENT + "    parameters: {p: \"x-" + SECRET + "\"}\n", "parameters.p", "clear");
        assertInvalid(BUILD + DEPLOYMENT + "    description: \"{{ $ALIAS }}\"\n", "description", "clear");
    }

    @Test
    void stepsThatRunCommandsAreRefused() {
        assertInvalid("""
                build:
                  - prefect.deployments.steps.run_shell_script: {id: x, script: make}
                """ + DEPLOYMENT, "line 2", "build[0].prefect.deployments.steps.run_shell_script", "Dockerfile");
    }

    @Test
    void imageThatIsNotPushedFails() {
        String unpushed = BUILD.substring(0, BUILD.indexOf("push:")) + DEPLOYMENT;

        assertInvalid(unpushed, "built but not pushed", "push_docker_image");
    }

    @Test
    void unsetVariableOfAStepIsNamed() {
        assertInvalid(BUILD.replace("$CI_COMMIT_SHA", "$MY_TAG") + DEPLOYMENT, "line 5", "MY_TAG", "variables");
    }

    @Test
    void imageNameIsChecked() {
        assertInvalid(
                BUILD.replace("{{ $CI_REGISTRY_IMAGE }}", "registry.example:5000/Team/App") + DEPLOYMENT, "lower case");
        assertInvalid(BUILD.replace("{{ $CI_REGISTRY_IMAGE }}", "app") + DEPLOYMENT, "image_name");
    }

    @Test
    void missingFieldsSayWhatToWrite() {
        assertInvalid(
                BUILD + DEPLOYMENT.replace("entrypoint: flows/hello.py:hello", "paused: false"),
                "deployments[0].entrypoint",
                "write for example");
        assertInvalid(BUILD + DEPLOYMENT.replace("name: docker", "work_queue_name: q"), "work_pool.name");
        assertInvalid("name: x\n", "deployments is missing");
        assertInvalid("", "empty");
    }

    @Test
    void entrypointsOutsideOfTheRepositoryAreRefused() {
        for (String entrypoint : List.of("../x.py:f", "/etc/x.py:f", "x.py", "flows/x.sh:f", "os.system()")) {
            assertInvalid(BUILD + DEPLOYMENT.replace("flows/hello.py:hello", entrypoint), "entrypoint");
        }
        String module = DEPLOYMENT.replace("flows/hello.py:hello", "flows.hello.hello");
        assertThat(PrefectFile.plan(BUILD + module, input()).deployments()).hasSize(1);
    }

    @Test
    void concurrencyLimitIsANumberOrAMapping() {
        assertThat(concurrency("3")).isEqualTo(new PlannedDeployment.Concurrency(3, null, null));
        assertThat(concurrency("{limit: 2, collision_strategy: CANCEL_NEW}"))
                .isEqualTo(new PlannedDeployment.Concurrency(2, "CANCEL_NEW", null));
        assertInvalid(BUILD + DEPLOYMENT + "    concurrency_limit: 0\n", "concurrency_limit", "above 0");
        assertInvalid(
                BUILD + DEPLOYMENT + "    concurrency_limit: {limit: 1, collision_strategy: x}\n",
                "collision_strategy");
    }

    @Test
    void whatHasNoEffectIsWarnedAbout() {
        String text =
                BUILD + DEPLOYMENT.replace("image: \"{{ build-image.image }}\"", "env: {A: b}") + "    sla: [{}]\n";

        assertThat(PrefectFile.plan(text, input()).warnings())
                .anySatisfy(warning -> assertThat(warning).contains("sla"))
                .anySatisfy(warning -> assertThat(warning).contains("image"));
    }

    @Test
    void imageStepsTakeDockersOptions() {
        String options = BUILD.replace(
                "dockerfile: auto",
                "dockerfile: docker/Dockerfile\n      path: app\n      additional_tags: [latest]\n      target: run\n"
                        + "      buildargs: {A: 1}\n      nocache: true");

        assertThat(PrefectFile.plan(options + DEPLOYMENT, input()).images())
                .containsExactly(new ImageStep(
                        IMAGE,
                        COMMIT,
                        List.of("latest"),
                        "docker/Dockerfile",
                        "app",
                        Map.of("A", "1"),
                        Map.of(),
                        "run",
                        null,
                        false,
                        true));
        assertInvalid(BUILD.replace("dockerfile: auto", "dockerfile: ../../x") + DEPLOYMENT, "dockerfile", "inside");
        assertInvalid(BUILD.replace("dockerfile: auto", "squash: true") + DEPLOYMENT, "squash", "not known");
    }

    private static PlannedDeployment.Concurrency concurrency(String value) {
        return PrefectFile.plan(BUILD + DEPLOYMENT + "    concurrency_limit: " + value + "\n", input())
                .deployments()
                .getFirst()
                .concurrency();
    }

    static void assertInvalid(String text, String... parts) {
        assertThatThrownBy(() -> PrefectFile.plan(text, input()))
                .isInstanceOf(ManifestInvalid.class)
                .message()
                .contains(parts)
                .doesNotContain(SECRET);
    }

    static PlanInput input() {
        return new PlanInput(COMMIT, "hello-flow", "registry.example:5000", TestVariables.of(COMMIT, SECRET));
    }
}
