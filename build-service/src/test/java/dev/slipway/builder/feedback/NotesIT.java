package dev.slipway.builder.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.builder.work.BuilderClient;
import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.forge.MergeRequest;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notes of merge requests, from pushes to GitLab. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class NotesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BRANCH = "feature/x";
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static GitForge forge;
    private static Facts facts;
    private final BuilderClient gateway = new BuilderClient("gateway");

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        forge = GitForge.start(temporary.resolve("forge"));
        facts = Facts.ofThisTest();
    }

    @AfterAll
    static void stop() {
        facts.close();
        forge.close();
    }

    @Test
    void mergeRequestHasOneNoteThatFollowsTheNewestBuildAndAForkHasNone() {
        project("noted", true);
        forge.deliverMergeRequest("team/noted", new MergeRequest(7, "open", BRANCH, false, A));
        forge.deliverMergeRequest("team/noted", new MergeRequest(8, "open", BRANCH, true, A));
        forge.comment("team/noted", 7, "<!-- slipway:noted -->\nsomebody else's");

        builtAndCancelled("noted", "0".repeat(40), A);
        await().atMost(PATIENCE).until(() -> forge.notes("team/noted", 7).size() == 2);
        assertThat(forge.notes("team/noted", 7).getLast()).contains("`aaaaaaaa`", "cancelled");

        builtAndCancelled("noted", A, B);
        await().atMost(PATIENCE)
                .until(() -> forge.notes("team/noted", 7).getLast().contains("`bbbbbbbb`"));
        assertThat(forge.notes("team/noted", 7)).hasSize(2);
        assertThat(forge.notes("team/noted", 8)).isEmpty();
    }

    @Test
    void mergeRequestThatIsOpenedAfterItsBranchWasBuiltHasTheNote() {
        project("late", true);
        builtAndCancelled("late", "0".repeat(40), A);
        forge.deliverMergeRequest("team/late", new MergeRequest(9, "open", BRANCH, false, A));
        facts.send(push(
                "late",
                "refs/merge-requests/9/head",
                "0".repeat(40),
                A,
                new PushReceived.MergeRequest(9, BRANCH, "main", false)));

        await().atMost(PATIENCE).until(() -> forge.notes("team/late", 9).size() == 1);
        assertThat(forge.notes("team/late", 9).getFirst()).contains("`aaaaaaaa`", "cancelled");
    }

    @Test
    void projectThatWantsNoNotesHasNone() {
        project("unnoted", false);
        project("discussed", true);
        for (String slug : List.of("unnoted", "discussed")) {
            forge.deliverMergeRequest("team/" + slug, new MergeRequest(7, "open", BRANCH, false, A));
            builtAndCancelled(slug, "0".repeat(40), A);
        }

        await().atMost(PATIENCE).until(() -> forge.notes("team/discussed", 7).size() == 1);
        assertThat(forge.apiRequests()).noneMatch(request -> request.contains("team%2Funnoted/merge_requests"));
    }

    private void builtAndCancelled(String slug, String before, String after) {
        facts.send(push(slug, "refs/heads/" + BRANCH, before, after, null));
        await().atMost(PATIENCE)
                .until(() -> newest(slug).path("commit").asText().equals(after));
        gateway.post("/slipway/v1/builds/" + newest(slug).path("id").asText() + "/cancel", Map.of());
    }

    private JsonNode newest(String slug) {
        return gateway.get("/slipway/v1/builds?project=" + slug).path(0);
    }

    private void project(String slug, boolean notes) {
        forge.createProject("team/" + slug);
        gateway.put("/slipway/v1/registries/told", Map.of("address", "127.0.0.1:1", "username", "u", "password", "p"));
        gateway.put(
                "/internal/v1/projects/" + slug,
                Map.of(
                        "gitUrl",
                        forge.gitUrl("team/" + slug),
                        "gitToken",
                        forge.token(),
                        "registry",
                        "told",
                        "rules",
                        Map.of("branches", List.of("*"), "mergeRequestNotes", notes, "commitStatuses", false)));
        gateway.post(
                "/internal/v1/projects/" + slug + "/connection",
                Map.of("hookUrl", "http://127.0.0.1:1/hooks/gitlab/" + slug, "secretToken", "a-hook-token"));
    }

    private static Envelope<?> push(
            String slug, String ref, String before, String after, PushReceived.@Nullable MergeRequest request) {
        var push = new PushReceived(
                "default",
                UUID.randomUUID(),
                slug,
                ref,
                before,
                after,
                "main",
                null,
                List.of(),
                true,
                Map.of(),
                Instant.now(),
                request);
        return new Envelope<>(UUID.randomUUID(), "/api-gateway", Instant.now(), null, null, null, push);
    }
}
