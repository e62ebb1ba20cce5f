package dev.slipway.builder.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import dev.slipway.contracts.build.v1.BuildFailed;
import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.contracts.build.v1.BuildStage;
import dev.slipway.contracts.build.v1.BuildStarted;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.build.v1.DeploymentSpec;
import dev.slipway.local.forge.WorkTree;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import dev.slipway.testkit.TestEngine;
import dev.slipway.testkit.TestRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class BuildPathIT {
    private static final DockerClient ENGINE = TestEngine.client();
    private static Forge forge;
    private static Facts facts;
    private static List<TestLoop> loops = List.of();
    private final BuilderClient gateway = new BuilderClient("gateway");

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        forge = new Forge(folder);
        facts = Facts.ofThisTest();
        loops = List.of(TestLoop.start(), TestLoop.start());
    }

    @AfterAll
    static void stop() {
        loops.forEach(TestLoop::close);
        facts.close();
        forge.close();
    }

    @Test
    void pushBecomesAnImageByDigestAndAManifestOfItsDeployments() {
        String image = forge.registry.address() + "/team/happy";
        WorkTree tree = forge.project(gateway, "happy", forge.git.token(), Map.of("PREFECT_IMAGE_NAME", image));
        Repositories.hello(tree, "happy");

        String commit = push(tree, "happy");

        assertThat(ended("happy")).isEqualTo("SUCCEEDED");
        BuildSucceeded succeeded = facts.awaitOne(
                        BuildSucceeded.class, event -> event.project().equals("happy"))
                .data();
        assertThat(succeeded.commit()).isEqualTo(commit);
        assertThat(succeeded.generation()).isEqualTo(1);
        String digest = succeeded.images().getFirst().digest();
        assertThat(digest).matches("sha256:[0-9a-f]{64}");
        assertThat(succeeded.images().getFirst().reference()).isEqualTo(image + ":" + commit);
        assertThat(succeeded.deployments())
                .extracting(DeploymentSpec::name)
                .containsExactly("hello", "hello-scheduled");
        DeploymentSpec scheduled = succeeded.deployments().getLast();
        assertThat(scheduled.flowName()).isEqualTo("hello-flow");
        assertThat(scheduled.description()).isEqualTo("Says hello.");
        assertThat(scheduled.version()).isEqualTo(commit.substring(0, 8));
        assertThat(scheduled.jobVariables()).containsEntry("image", image + "@" + digest);
        assertThat(scheduled.schedules()).singleElement().satisfies(schedule -> {
            assertThat(schedule.cron()).isEqualTo("* * * * * */20");
            assertThat(schedule.slug()).isEqualTo("every-20-seconds");
        });
        assertThat(scheduled.parameterSchema())
                .extractingByKey("properties")
                .asString()
                .contains("name", "times");
        assertThat(scheduled.pullSteps())
                .containsExactly(Map.of(
                        "prefect.deployments.steps.set_working_directory", Map.of("directory", "/opt/prefect/happy")));
        assertThat(facts.awaitOne(BuildQueued.class, event -> event.project().equals("happy"))
                        .correlationId())
                .isEqualTo(facts.awaitOne(
                                BuildSucceeded.class, event -> event.project().equals("happy"))
                        .correlationId());
        assertThat(facts.awaitOne(BuildStarted.class, event -> event.project().equals("happy"))
                        .data()
                        .attempt())
                .isEqualTo(1);
        JsonNode view = gateway.get("/slipway/v1/builds?project=happy").get(0);
        assertThat(view.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(view.path("stages")).hasSize(5).allSatisfy(stage -> assertThat(stage.has("finishedAt"))
                .isTrue());
        JsonNode log = gateway.get("/slipway/v1/builds/" + view.path("id").asText() + "/log");
        assertThat(log.path("complete").asBoolean()).isTrue();
        assertThat(log.toString()).contains("Step 1/", "digest: " + digest).doesNotContain(TestRegistry.PASSWORD);
        String payload = gateway.get("/slipway/v1/provenance/images/" + digest + "/statement")
                .path("payload")
                .asText();
        assertThat(Base64.getDecoder().decode(payload))
                .asString(UTF_8)
                .contains(
                        "\"name\":\"" + image + "\",\"digest\":{\"sha256\":\"" + digest.substring("sha256:".length()),
                        "\"gitCommit\":\"" + commit,
                        "docker://prefecthq/prefect:3.8.8-python3.11",
                        "urn:uuid:" + view.path("id").asText())
                .doesNotContain(TestRegistry.PASSWORD, forge.git.token());
    }

    @Test
    void brokenFileFailsWithFieldAndLine() {
        WorkTree tree = forge.project(gateway, "broken");
        Repositories.hello(tree, "broken");
        tree.write("prefect.yaml", tree.read("prefect.yaml").replace("cron:", "corn:"));

        push(tree, "broken");

        assertThat(failed("broken"))
                .satisfies(event -> assertThat(event.stage()).isEqualTo(BuildStage.PARSE))
                .extracting(BuildFailed::message)
                .asString()
                .contains("line ", "deployments[1].schedules[0].corn");
    }

    @Test
    void protectedVariablesAreForBuildsOfProtectedBranchesOnly() {
        WorkTree tree = forge.project(gateway, "guarded");
        gateway.put(
                "/internal/v1/projects/guarded",
                Map.of(
                        "gitUrl", forge.git.gitUrl("team/guarded"),
                        "registry", "guarded",
                        "variables", Map.of("RELEASE", "of-the-team"),
                        "protectedVariables", List.of("RELEASE"),
                        "rules", Map.of("branches", List.of("*"))));
        Repositories.existingImage(tree);
        tree.write(
                "prefect.yaml",
                tree.read("prefect.yaml").replace("  - name:", "  - version: ${{ env.RELEASE }}\n    name:"));

        String commit = push(tree, "guarded");
        assertThat(facts.awaitOne(BuildSucceeded.class, event -> event.project().equals("guarded"))
                        .data()
                        .deployments())
                .extracting(DeploymentSpec::version)
                .containsOnly("of-the-team");
        tree.push("HEAD:refs/heads/feature");
        facts.send(Forge.push("guarded", "feature", Forge.ZEROS, commit));
        var failed = facts.awaitOne(BuildFailed.class, event -> event.project().equals("guarded"));
        assertThat(failed.data().message()).contains("RELEASE is protected", "protectedRefs");
        assertThat(gateway.get("/slipway/v1/projects/guarded")
                        .path("protectedVariables")
                        .toString())
                .isEqualTo("[\"RELEASE\"]");
    }

    @Test
    void failingDockerfileFailsWithItsLastWords() {
        WorkTree tree = forge.project(gateway, "failing");
        Repositories.hello(tree, "failing");
        tree.write("prefect.yaml", tree.read("prefect.yaml").replace("dockerfile: auto", "dockerfile: Dockerfile"));
        tree.write("Dockerfile", "FROM python:3.11-slim\nRUN echo the disk is on fire && exit 3\n");

        push(tree, "failing");

        assertThat(failed("failing"))
                .satisfies(event -> assertThat(event.stage()).isEqualTo(BuildStage.BUILD))
                .extracting(BuildFailed::message)
                .asString()
                .contains("code 3", "the disk is on fire");
    }

    @Test
    void entrypointThatDoesNotImportFailsWithTheReason() {
        WorkTree tree = forge.project(gateway, "unimportable");
        Repositories.hello(tree, "unimportable");
        tree.write("flows/hello.py", "import pandas_that_nobody_has\n" + tree.read("flows/hello.py"));

        push(tree, "unimportable");

        assertThat(failed("unimportable"))
                .satisfies(event -> assertThat(event.stage()).isEqualTo(BuildStage.INTROSPECT))
                .extracting(BuildFailed::message)
                .asString()
                .contains("deployments[0].entrypoint", "pandas_that_nobody_has", "requirements.txt");
    }

    @Test
    void wrongGitTokenFailsWithoutShowingIt() {
        WorkTree tree = forge.project(gateway, "locked", "glpat-wrong-token", Map.of());
        Repositories.hello(tree, "locked");

        push(tree, "locked");

        BuildFailed failed = failed("locked");
        assertThat(failed.stage()).isEqualTo(BuildStage.CHECKOUT);
        assertThat(failed.message()).contains("gitToken").doesNotContain("glpat-wrong-token");
    }

    @Test
    void pushToARegistryThatIsNotThereFailsInPush() {
        WorkTree tree = forge.project(gateway, "nowhere");
        Repositories.hello(tree, "nowhere");
        gateway.put(
                "/slipway/v1/registries/nowhere",
                Map.of("address", "127.0.0.1:1", "username", "u", "password", "password1"));

        push(tree, "nowhere");

        BuildFailed failed = failed("nowhere");
        assertThat(failed.stage()).isEqualTo(BuildStage.PUSH);
        assertThat(failed.message()).contains("can't be reached");
    }

    @Test
    void existingImageNeedsNoBuild() {
        WorkTree tree = forge.project(gateway, "imageless");
        Repositories.existingImage(tree);

        push(tree, "imageless");

        assertThat(ended("imageless")).isEqualTo("SUCCEEDED");
        BuildSucceeded succeeded = facts.awaitOne(
                        BuildSucceeded.class, event -> event.project().equals("imageless"))
                .data();
        assertThat(succeeded.images()).isEmpty();
        assertThat(succeeded.deployments().getFirst().flowName()).isEqualTo("hello-flow");
    }

    @Test
    void cancelledBuildStopsItsContainers() {
        WorkTree tree = forge.project(gateway, "endless");
        Repositories.hello(tree, "endless");
        tree.write("prefect.yaml", tree.read("prefect.yaml").replace("dockerfile: auto", "dockerfile: Dockerfile"));
        tree.write("Dockerfile", "FROM python:3.11-slim\nRUN sleep 987\n");
        push(tree, "endless");
        await().atMost(Duration.ofSeconds(60)).until(BuildPathIT::isSleeping);

        String id = gateway.get("/slipway/v1/builds?project=endless")
                .path(0)
                .path("id")
                .asText();
        assertThat(gateway.post("/slipway/v1/builds/" + id + "/cancel", Map.of())
                        .path("state")
                        .asText())
                .isEqualTo("CANCELLED");

        await().atMost(Duration.ofSeconds(30)).until(() -> !isSleeping());
        assertThat(facts.awaitOne(BuildFailed.class, event -> event.project().equals("endless"))
                        .data()
                        .message())
                .contains("cancelled by a user");
        assertThat(state("endless")).isEqualTo("CANCELLED");
    }

    private static boolean isSleeping() {
        return ENGINE.listContainersCmd().exec().stream()
                .anyMatch(container -> container.getCommand().contains("sleep 987"));
    }

    private static String push(WorkTree tree, String project) {
        String commit = tree.commit("a change");
        tree.push();
        facts.send(Forge.push(project, Forge.ZEROS, commit));
        return commit;
    }

    /** Importing Prefect takes its time on a busy machine. */
    private String ended(String project) {
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> state(project), state -> !List.of("", "QUEUED", "RUNNING")
                        .contains(state));
    }

    private String state(String project) {
        return gateway.get("/slipway/v1/builds?project=" + project)
                .path(0)
                .path("state")
                .asText();
    }

    private BuildFailed failed(String project) {
        assertThat(ended(project)).isEqualTo("FAILED");
        return facts.awaitOne(BuildFailed.class, event -> event.project().equals(project))
                .data();
    }
}
