package dev.slipway.builder.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.project.v1.ProjectRefGone;
import dev.slipway.contracts.project.v1.WhenRefDeleted;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.push.v1.RefDeleted;
import dev.slipway.contracts.push.v1.TagPushed;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which pushes are built, and what is said of the others. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class PushRulesIT {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static Facts facts;
    private final BuilderClient gateway = new BuilderClient("gateway");

    @BeforeAll
    static void start() {
        facts = Facts.ofThisTest();
    }

    @AfterAll
    static void stop() {
        facts.close();
    }

    @AfterEach
    void emptyTheQueue() {
        gateway.cancelBuilds();
    }

    @Test
    void branchesAndTagsOfTheRulesAreBuilt() {
        project("ruled", Map.of("branches", List.of("main", "release/*"), "tags", List.of("v*")));
        facts.send(Forge.push("ruled", "release/1", Forge.ZEROS, A));
        facts.send(Forge.push("ruled", "feature", Forge.ZEROS, A));
        facts.send(tag("ruled", "v1", A));
        facts.send(tag("ruled", "nightly", A));

        await().until(() -> pushes("ruled").size() == 4);
        assertThat(outcomes("ruled"))
                .containsExactlyInAnyOrder(
                        "refs/heads/release/1 QUEUED null",
                        "refs/heads/feature IGNORED The branch is none of main, release/*.",
                        "refs/tags/v1 QUEUED null",
                        "refs/tags/nightly IGNORED The tag is none of v*.");
        assertThat(gateway.get("/slipway/v1/builds?project=ruled").findValuesAsText("ref"))
                .containsExactlyInAnyOrder("refs/heads/release/1", "refs/tags/v1");
        assertThat(gateway.get("/slipway/v1/projects/ruled")
                        .path("rules")
                        .path("tags")
                        .toString())
                .isEqualTo("[\"v*\"]");
    }

    @Test
    void tagThatMovesBackIsBuiltAgain() {
        project("moved", Map.of("tags", List.of("*")));
        facts.send(tag("moved", "v1", A));
        facts.send(tag("moved", "v1", B));
        facts.send(tag("moved", "v1", A));

        await().until(() -> pushes("moved").size() == 3);
        assertThat(pushes("moved").findValuesAsText("outcome")).containsOnly("QUEUED");
    }

    @Test
    void mergeRequestOfAForkIsRecordedAndNeverBuilt() {
        project("forked", Map.of("branches", List.of("*")));
        facts.send(mergeRequest("forked", true));

        await().until(() -> pushes("forked").size() == 1);
        assertThat(outcomes("forked").getFirst())
                .startsWith("refs/merge-requests/7/head IGNORED A merge request of a fork is never built");
        assertThat(gateway.get("/slipway/v1/builds?project=forked")).isEmpty();
    }

    @Test
    void commitThatIsTheNewestAlreadyIsNotBuiltAgain() {
        project("known", Map.of());
        facts.send(Forge.push("known", A, B));
        facts.send(Forge.push("known", "c".repeat(40), B));

        await().until(() -> pushes("known").size() == 2);
        assertThat(pushes("known").findValuesAsText("outcome")).containsExactlyInAnyOrder("QUEUED", "KNOWN");
    }

    @Test
    void branchThatIsMadeAnewAtTheSameCommitIsBuiltAgain() {
        project("anew", Map.of());
        facts.send(Forge.push("anew", Forge.ZEROS, A));
        facts.send(gone("anew", A));
        facts.send(Forge.push("anew", Forge.ZEROS, A));

        await().until(() -> pushes("anew").size() == 3);
        assertThat(pushes("anew").findValuesAsText("outcome")).containsExactly("QUEUED", "DELETED", "QUEUED");
    }

    @Test
    void deletionThatComesAfterTheRefIsThereAgainCancelsNothing() {
        project("overtaken", Map.of());
        facts.send(Forge.push("overtaken", Forge.ZEROS, B));
        facts.send(gone("overtaken", A));

        await().until(() -> pushes("overtaken").size() == 2);
        assertThat(outcomes("overtaken").getFirst()).contains("LATE The ref was deleted, and is there again.");
        assertThat(gateway.get("/slipway/v1/builds?project=overtaken")
                        .get(0)
                        .path("state")
                        .asText())
                .isEqualTo("QUEUED");
    }

    @Test
    void deletionOfARefThatWasBuiltIsToldWithWhatTheProjectWants() {
        project("retiring", Map.of("branches", List.of("*"), "whenRefDeleted", "pause"));
        facts.send(Forge.push("retiring", "feature/x", Forge.ZEROS, A));
        facts.send(gone("retiring", "refs/heads/feature/x", A));

        var told = facts.awaitOne(ProjectRefGone.class, fact -> fact.project().equals("retiring"))
                .data();
        assertThat(told.ref()).isEqualTo("refs/heads/feature/x");
        assertThat(told.commit()).isEqualTo(A);
        assertThat(told.generation()).isEqualTo(2);
        assertThat(told.whenRefDeleted()).isEqualTo(WhenRefDeleted.PAUSE);
    }

    @Test
    void previewsAreBuiltAndRemovedWithTheirRefsWhateverBecomesOfOthers() {
        project("branching", Map.of("previews", Map.of("branches", List.of("feature/*"), "mergeRequests", true)));
        facts.send(Forge.push("branching", "feature/x", Forge.ZEROS, A));
        facts.send(mergeRequest("branching", false));
        facts.send(gone("branching", "refs/merge-requests/7/head", A));
        await().until(() -> pushes("branching").size() == 3);

        assertThat(pushes("branching").findValuesAsText("outcome")).containsExactly("DELETED", "QUEUED", "QUEUED");
        assertThat(gateway.get("/internal/v1/projects/branching/refs").findValuesAsText("whenDeleted"))
                .containsExactly("delete", "delete");
        var told = facts.awaitOne(ProjectRefGone.class, fact -> fact.project().equals("branching"));
        assertThat(told.data().whenRefDeleted()).isEqualTo(WhenRefDeleted.DELETE);
    }

    @Test
    void refsSayWhatBecomesOfTheirDeploymentsAndTheDefaultBranchKeepsThem() {
        project("previewed", Map.of("branches", List.of("*"), "whenRefDeleted", "delete"));
        facts.send(Forge.push("previewed", "main", Forge.ZEROS, A));
        facts.send(Forge.push("previewed", "feature/x", Forge.ZEROS, B));
        await().until(() -> pushes("previewed").size() == 2);

        JsonNode refs = gateway.get("/internal/v1/projects/previewed/refs");

        assertThat(refs.findValuesAsText("ref")).containsExactly("refs/heads/feature/x", "refs/heads/main");
        assertThat(refs.findValuesAsText("whenDeleted")).containsExactly("delete", "keep");
        assertThat(refs.findValuesAsText("commit")).containsExactly(B, A);
        assertThat(gateway.send("GET", "/internal/v1/projects/nobody/refs", Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void rulesAreReplacedWithoutTouchingAnythingElse() {
        project("replaced", Map.of("tags", List.of("v*")));

        JsonNode project = gateway.put("/slipway/v1/projects/replaced/rules", Map.of("paths", List.of("flows/**")));

        assertThat(project.path("rules").path("tags")).isEmpty();
        assertThat(project.path("rules").path("prefectFile").asText()).isEqualTo("prefect.yaml");
        assertThat(project.path("registry").asText()).isEqualTo("rules");
        assertThat(gateway.send("PUT", "/slipway/v1/projects/nobody/rules", Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void rulesThatCanNotBeAreRefused() {
        registry();
        for (Map<String, Object> rules : List.<Map<String, Object>>of(
                Map.of("branches", List.of("")),
                Map.of("paths", List.of("*a*a*a*a*a*a*a")),
                Map.of("whenRefDeleted", "burn"),
                Map.of("environment", "/production"),
                Map.of("previews", Map.of("branches", List.of("*a*a*a*a*a*a*a"))),
                Map.of("prefectFile", "../prefect.yaml"),
                Map.of("prefectFile", "/etc/x.yaml"),
                Map.of("prefectFile", "a/../../x.yaml"))) {
            var answer = gateway.send("PUT", "/internal/v1/projects/odd", body("odd", rules));
            assertThat(answer.statusCode()).as(rules.toString()).isEqualTo(422);
            assertThat(answer.body()).contains("rules.");
        }
    }

    private List<String> outcomes(String project) {
        return pushes(project).findParents("outcome").stream()
                .map(push ->
                        push.path("ref").asText() + " " + push.path("outcome").asText() + " "
                                + push.path("reason").asText("null"))
                .toList();
    }

    private JsonNode pushes(String project) {
        return gateway.get("/slipway/v1/pushes?project=" + project);
    }

    private void project(String slug, Map<String, Object> rules) {
        registry();
        gateway.put("/internal/v1/projects/" + slug, body(slug, rules));
    }

    private void registry() {
        gateway.put("/slipway/v1/registries/rules", Map.of("address", "127.0.0.1:1", "username", "u", "password", "p"));
    }

    private static Map<String, Object> body(String slug, Map<String, Object> rules) {
        return Map.of("gitUrl", "http://127.0.0.1:1/team/" + slug + ".git", "registry", "rules", "rules", rules);
    }

    private static Envelope<?> tag(String project, String tag, String commit) {
        return fact(
                new TagPushed("default", UUID.randomUUID(), project, "refs/tags/" + tag, commit, null, Instant.now()));
    }

    private static Envelope<?> gone(String project, String before) {
        return gone(project, "refs/heads/main", before);
    }

    private static Envelope<?> gone(String project, String ref, String before) {
        return fact(new RefDeleted("default", UUID.randomUUID(), project, ref, before, Instant.now()));
    }

    private static Envelope<?> mergeRequest(String project, boolean fromFork) {
        return fact(new PushReceived(
                "default",
                UUID.randomUUID(),
                project,
                "refs/merge-requests/7/head",
                Forge.ZEROS,
                A,
                "main",
                null,
                List.of(),
                false,
                Map.of(),
                Instant.now(),
                new PushReceived.MergeRequest(7, "feature", "main", fromFork)));
    }

    private static Envelope<?> fact(Event data) {
        return new Envelope<>(UUID.randomUUID(), "/api-gateway", Instant.now(), null, null, null, data);
    }
}
