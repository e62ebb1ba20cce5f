package dev.slipway.builder.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.builder.work.BuilderClient;
import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.build.v1.BuildFailed;
import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.contracts.build.v1.BuildStage;
import dev.slipway.contracts.build.v1.BuildStarted;
import dev.slipway.contracts.build.v1.BuildSuperseded;
import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.contracts.project.v1.ProjectTokenRefused;
import dev.slipway.local.forge.CommitStatus;
import dev.slipway.local.forge.ForgeDeployment;
import dev.slipway.local.forge.ForgeToken;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.forge.WorkTree;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commit statuses, from facts to GitLab. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class FeedbackIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static GitForge forge;
    private static Facts facts;
    private static Path folder;
    private final BuilderClient gateway = new BuilderClient("gateway");
    private final UUID build = UUID.randomUUID();

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        forge = GitForge.start(temporary.resolve("forge"));
        facts = Facts.ofThisTest();
    }

    @AfterAll
    static void stop() {
        facts.close();
        forge.close();
    }

    @Test
    void commitShowsHowItsBuildGoes() {
        String commit = project("told-shown", forge.token());
        facts.send(queued("told-shown", commit));
        facts.send(started("told-shown", commit));
        facts.send(failed("told-shown", commit));

        await().until(() -> states("told-shown").equals(List.of("slipway/build failed")));
        CommitStatus status = forge.statuses("team/told-shown").getFirst();
        assertThat(status.ref()).isEqualTo("main");
        assertThat(status.targetUrl()).endsWith("/slipway/v1/builds/" + build);
        assertThat(status.description()).isEqualTo("There is no prefect.yaml.");
        assertThat(forge.apiRequests().stream()
                        .filter(request -> request.contains("team%2Ftold-shown/statuses"))
                        .toList())
                .hasSize(3)
                .allMatch(request -> request.endsWith(" 201"));
    }

    @Test
    void gitLabThatHasNoTimeIsAskedAgainWhenItSaysSo() {
        String commit = project("told-busy", forge.token());
        forge.throttleApi(1, 2);
        Instant before = Instant.now();
        facts.send(queued("told-busy", commit));

        await().until(() -> states("told-busy").equals(List.of("slipway/build pending")));
        assertThat(Instant.now()).isAfter(before.plusMillis(1_900));
    }

    @Test
    void tokenThatIsGoodNoMoreIsShownOnTheProject() {
        ForgeToken token = forge.createToken(List.of("api"), 40, null);
        String commit = project("told-revoked", token.token());
        forge.revoke(token.token());
        facts.send(queued("told-revoked", commit));

        await().until(() -> state("told-revoked").equals("TOKEN_REFUSED"));
        assertThat(gateway.get("/slipway/v1/projects/told-revoked/connection")
                        .path("findings")
                        .toString())
                .contains("Token was revoked");
        facts.awaitOne(ProjectTokenRefused.class, event -> event.project().equals("told-revoked"));
    }

    @Test
    void projectWhoseTokenMayNotIsNotTold() {
        ForgeToken token = forge.createToken(List.of("read_repository"), 40, null);
        String commit = project("told-silent", token.token());
        facts.send(queued("told-silent", commit));
        String other = project("told-loud", forge.token());
        facts.send(queued("told-loud", other));

        await().until(() -> !states("told-loud").isEmpty());
        assertThat(forge.apiRequests()).noneMatch(request -> request.contains("team%2Ftold-silent/statuses"));
    }

    @Test
    void projectThatWantsNoStatusesIsNotTold() {
        String commit = project("told-off", forge.token());
        gateway.put("/slipway/v1/projects/told-off/rules", Map.of("commitStatuses", false));
        facts.send(queued("told-off", commit));
        String other = project("told-on", forge.token());
        facts.send(queued("told-on", other));

        await().until(() -> !states("told-on").isEmpty());
        assertThat(forge.apiRequests()).noneMatch(request -> request.contains("team%2Ftold-off/statuses"));
    }

    @Test
    void environmentShowsWhatWasRegisteredOnce() {
        String commit = project("told-where", forge.token());
        gateway.put("/slipway/v1/projects/told-where/rules", Map.of("environment", "production"));
        facts.send(queued("told-where", commit));
        await().atMost(PATIENCE).until(() -> states("told-where").equals(List.of("slipway/build pending")));
        facts.send(registered("hello"));
        facts.send(registered("hello-again"));

        await().atMost(PATIENCE).until(() -> states("told-where").contains("slipway/register success"));
        await().atMost(PATIENCE)
                .until(() -> !forge.deployments("team/told-where").isEmpty());
        assertThat(forge.deployments("team/told-where"))
                .containsExactly(new ForgeDeployment("production", commit, "main", "success"));
    }

    @Test
    void supersededBuildIsCanceled() {
        String commit = project("told-old", forge.token());
        facts.send(queued("told-old", commit));
        facts.send(fact(new BuildSuperseded(
                "default", build, "told-old", "refs/heads/main", commit, 1, UUID.randomUUID(), Instant.now())));

        await().until(() -> states("told-old").equals(List.of("slipway/build canceled")));
    }

    private String state(String slug) {
        return gateway.get("/slipway/v1/projects/" + slug + "/connection")
                .path("state")
                .asText();
    }

    private static List<String> states(String slug) {
        return forge.statuses("team/" + slug).stream()
                .map(status -> status.name() + " " + status.status())
                .toList();
    }

    private Envelope<?> queued(String slug, String commit) {
        return fact(new BuildQueued(
                "default", id(slug), UUID.randomUUID(), slug, "refs/heads/main", commit, 1, Instant.now()));
    }

    private Envelope<?> registered(String deployment) {
        return fact(new DeploymentRegistered(
                "default", UUID.randomUUID(), "flow", deployment, "v1", build, null, 1, null, null, Instant.now()));
    }

    private Envelope<?> started(String slug, String commit) {
        return fact(new BuildStarted("default", build, slug, "refs/heads/main", commit, 1, 1, Instant.now()));
    }

    private Envelope<?> failed(String slug, String commit) {
        return fact(new BuildFailed(
                "default",
                build,
                slug,
                "refs/heads/main",
                commit,
                1,
                BuildStage.PARSE,
                "There is no prefect.yaml.",
                Instant.now()));
    }

    /** Two projects of one test have a build each. */
    private UUID id(String slug) {
        return Set.of("told-loud", "told-on").contains(slug) ? UUID.randomUUID() : build;
    }

    private static Envelope<?> fact(Event data) {
        return new Envelope<>(UUID.randomUUID(), "/build-service", Instant.now(), null, null, null, data);
    }

    /** A connected project with one commit; its id. */
    private String project(String slug, String token) {
        forge.createProject("team/" + slug);
        gateway.put("/slipway/v1/registries/told", Map.of("address", "127.0.0.1:1", "username", "u", "password", "p"));
        gateway.put(
                "/internal/v1/projects/" + slug,
                Map.of("gitUrl", forge.gitUrl("team/" + slug), "gitToken", token, "registry", "told"));
        WorkTree tree = WorkTree.open(folder.resolve(slug)).connect(forge.gitUrl("team/" + slug), forge.token());
        String commit = tree.write("a.txt", slug).commit("first");
        tree.push();
        gateway.post(
                "/internal/v1/projects/" + slug + "/connection",
                Map.of("hookUrl", "http://127.0.0.1:1/hooks/gitlab/" + slug, "secretToken", "a-hook-token"));
        return commit;
    }
}
