package dev.slipway.builder.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.project.BuildRules;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.push.v1.PushReceived.Commit;
import dev.slipway.contracts.push.v1.PushReceived.MergeRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushRulesTest {
    private static final String BEFORE = "a".repeat(40);
    private static final String AFTER = "b".repeat(40);
    private static final BuildRules SOME = new BuildRules(
            List.of("main", "release/*"),
            List.of("v*"),
            List.of("flows/**", "prefect.yaml"),
            "prefect.yaml",
            "keep",
            true,
            new BuildRules.Previews(List.of("feature/*", "main"), true, false),
            true,
            null,
            new BuildRules.ProtectedRefs(List.of(), List.of()));

    @Test
    void onlyTheDefaultBranchIsBuiltIfNothingIsSaid() {
        assertThat(against(BuildRules.DEFAULT, push("refs/heads/main"))).isNull();
        assertThat(against(BuildRules.DEFAULT, push("refs/heads/feature")))
                .isEqualTo("The branch is not the default branch, main.");
        assertThat(against(BuildRules.DEFAULT, push("refs/tags/v1"))).isEqualTo("The project builds no tags.");
    }

    @Test
    void branchesAndTagsAreBuiltByTheirPatterns() {
        assertThat(against(SOME, push("refs/heads/release/2"))).isNull();
        assertThat(against(SOME, push("refs/heads/feature"))).isEqualTo("The branch is none of main, release/*.");
        assertThat(against(SOME, push("refs/tags/v1.0"))).isNull();
        assertThat(against(SOME, push("refs/tags/nightly"))).isEqualTo("The tag is none of v*.");
    }

    @Test
    void mergeRequestsAreBuiltAsPreviewsOnlyAndThoseOfForksNever() {
        assertThat(against(SOME, mergeRequest(true))).startsWith("A merge request of a fork is never built");
        assertThat(against(SOME, mergeRequest(false))).isNull();
        assertThat(against(BuildRules.DEFAULT, mergeRequest(true)))
                .startsWith("A merge request of a fork is never built");
        assertThat(against(BuildRules.DEFAULT, mergeRequest(false))).startsWith("A merge request is not built");
    }

    @Test
    void branchesOfPreviewsAreBuiltBesideTheOthers() {
        assertThat(against(SOME, push("refs/heads/feature/x"))).isNull();
        assertThat(SOME.isPreview("refs/heads/feature/x", "main")).isTrue();
        assertThat(SOME.isPreview("refs/merge-requests/7/head", "main")).isTrue();
        assertThat(SOME.isPreview("refs/tags/v1", "main")).isFalse();
        assertThat(SOME.isPreview("refs/heads/release/2", "main")).isFalse();
        assertThat(SOME.isPreview("refs/heads/main", "main")).isFalse();
        assertThat(BuildRules.DEFAULT.isPreview("refs/merge-requests/7/head", "main"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x [skip ci]", "[CI SKIP] x", "x\n\n[Skip Slipway]", "[slipway skip]"})
    void theNewestCommitMaySayThatItIsNotBuilt(String message) {
        assertThat(against(BuildRules.DEFAULT, push(commit(AFTER, message, "a"))))
                .startsWith("The commit's message says [");
    }

    @Test
    void whatAnOlderCommitSaysDoesNotCount() {
        assertThat(against(BuildRules.DEFAULT, push(commit(BEFORE, "[skip ci]", "a"), commit(AFTER, "x", "a"))))
                .isNull();
    }

    @Test
    void theOptionOfAPushCountsInBothItsShapes() {
        assertThat(against(BuildRules.DEFAULT, option(Map.of("ci", Map.of("skip", true)))))
                .contains("ci.skip");
        assertThat(against(BuildRules.DEFAULT, option(Map.of("ci.skip", "1")))).contains("ci.skip");
        assertThat(against(BuildRules.DEFAULT, option(Map.of("ci", Map.of("variable", "x")))))
                .isNull();
        assertThat(against(BuildRules.DEFAULT, option(Map.of("ci", Map.of("skip", false)))))
                .isNull();
    }

    @Test
    void aFileMustHaveChangedThatTheRulesName() {
        assertThat(against(SOME, push(commit(AFTER, "x", "docs/a.md"))))
                .isEqualTo("No file changed that is one of flows/**, prefect.yaml.");
        assertThat(against(SOME, push(commit(AFTER, "x", "docs/a.md", "flows/a.py"))))
                .isNull();
        assertThat(against(SOME, push(commit(BEFORE, "x", "flows/a.py"), commit(AFTER, "x", "docs/a.md"))))
                .isNull();
    }

    @Test
    void aPushThatDoesNotTellAllItsFilesIsBuilt() {
        Commit docs = commit(AFTER, "x", "docs/a.md");
        assertThat(against(SOME, push("refs/heads/main", BEFORE, List.of(docs), true, Map.of(), null)))
                .isNull();
        assertThat(against(SOME, push("refs/heads/main", "0".repeat(40), List.of(docs), false, Map.of(), null)))
                .isNull();
        assertThat(against(SOME, push("refs/heads/main"))).isNull();
    }

    private static @Nullable String against(BuildRules rules, PushReceived push) {
        return new PushRules(rules, "main").against(push).orElse(null);
    }

    private static PushReceived mergeRequest(boolean fromFork) {
        var request = new MergeRequest(7, "feature", "main", fromFork);
        return push("refs/merge-requests/7/head", BEFORE, List.of(), false, Map.of(), request);
    }

    private static PushReceived option(Map<String, Object> options) {
        return push("refs/heads/main", BEFORE, List.of(), false, options, null);
    }

    private static PushReceived push(Commit... commits) {
        return push("refs/heads/main", BEFORE, List.of(commits), false, Map.of(), null);
    }

    private static PushReceived push(String ref) {
        return push(ref, BEFORE, List.of(), false, Map.of(), null);
    }

    private static PushReceived push(
            String ref,
            String before,
            List<Commit> commits,
            boolean truncated,
            Map<String, Object> options,
            @Nullable MergeRequest request) {
        return new PushReceived(
                "default",
                new UUID(0, 1),
                "app",
                ref,
                before,
                AFTER,
                "main",
                null,
                commits,
                truncated,
                options,
                Instant.EPOCH,
                request);
    }

    private static Commit commit(String id, String message, String... files) {
        return new Commit(id, "x", message, null, null, null, List.of(), List.of(files), List.of());
    }
}
