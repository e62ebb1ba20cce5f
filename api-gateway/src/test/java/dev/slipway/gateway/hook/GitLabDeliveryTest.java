package dev.slipway.gateway.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.Json;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.push.v1.RefDeleted;
import dev.slipway.contracts.push.v1.TagPushed;
import dev.slipway.gateway.hook.Decision.BranchPushed;
import dev.slipway.gateway.hook.Decision.Ignored;
import dev.slipway.gateway.hook.Decision.RefGone;
import dev.slipway.gateway.hook.Decision.TagMoved;
import dev.slipway.testkit.SequentialIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitLabDeliveryTest {
    static final String A = "95790bf891e76fee5e1747ab589903a6a1f80f22";
    static final String B = "da1560886d4f094c3e6c9ef40349f7d38b5d27d7";
    private static final String ZEROS = "0".repeat(40);
    private static final Decision.Receipt RECEIPT =
            new Decision.Receipt("default", "shop", SequentialIds.number(7), Instant.parse("2026-03-01T10:00:00Z"));

    /** A push as GitLab 17 sends it. */
    static final String PUSH = """
            {"object_kind":"push","event_name":"push","before":"%s","after":"%s","ref":"refs/heads/main","ref_protected":true,
             "checkout_sha":"%s","message":null,"user_id":4,"user_name":"J","user_username":"j","user_email":"",
             "user_avatar":null,"project_id":15,"project":{"id":15,"name":"Svc","description":null,
             "web_url":"https://gl/grp/sub/svc","git_ssh_url":"git@gl:grp/sub/svc.git",
             "git_http_url":"https://gl/grp/sub/svc.git","namespace":"Sub","visibility_level":0,
             "path_with_namespace":"grp/sub/svc","default_branch":"main","ci_config_path":null},
             "commits":[{"id":"%s","message":"fix\\n","title":"fix","timestamp":"2026-01-03T23:36:29+02:00",
             "url":"https://gl","author":{"name":"J","email":"j@x"},"added":["a"],"modified":[],"removed":["b"]}],
             "total_commits_count":1,"push_options":{},"repository":{"name":"Svc"}}""".formatted(A, B, B, B);

    @Test
    void aPushToABranchIsAPush() {
        var fact = (PushReceived) ((BranchPushed) decide(PUSH)).fact(RECEIPT);

        assertThat(fact)
                .isEqualTo(new PushReceived(
                        "default",
                        SequentialIds.number(7),
                        "shop",
                        "refs/heads/main",
                        A,
                        B,
                        "main",
                        new PushReceived.Pusher("J", "j", ""),
                        List.of(new PushReceived.Commit(
                                B,
                                "fix",
                                "fix\n",
                                "2026-01-03T23:36:29+02:00",
                                "J",
                                "j@x",
                                List.of("a"),
                                List.of(),
                                List.of("b"))),
                        false,
                        Map.of(),
                        RECEIPT.at()));
    }

    @Test
    void aNewBranchStartsAtZeros() {
        assertThat(decide(PUSH.replace(A, ZEROS))).isInstanceOfSatisfying(BranchPushed.class, push -> {
            assertThat(push.before()).isEqualTo(ZEROS);
            assertThat(push.after()).isEqualTo(B);
        });
    }

    @Test
    void aDeletedBranchIsGone() {
        String deleted = """
                {"object_kind":"push","before":"%s","after":"%s","ref":"refs/heads/old","checkout_sha":null,
                 "commits":[],"total_commits_count":0}""".formatted(A, ZEROS);

        assertThat(((RefGone) decide(deleted)).fact(RECEIPT))
                .isEqualTo(
                        new RefDeleted("default", SequentialIds.number(7), "shop", "refs/heads/old", A, RECEIPT.at()));
    }

    @Test
    void anAnnotatedTagLeadsToTheCommitNotToTheTagObject() {
        String tag = """
                {"object_kind":"tag_push","before":"%s","after":"%s","ref":"refs/tags/v1","checkout_sha":"%s",
                 "message":"Version 1"}""".formatted(ZEROS, A, B);

        assertThat(((TagMoved) decide(tag)).fact(RECEIPT))
                .isEqualTo(new TagPushed(
                        "default", SequentialIds.number(7), "shop", "refs/tags/v1", B, "Version 1", RECEIPT.at()));
    }

    @Test
    void aDeletedTagIsGone() {
        String tag = """
                {"object_kind":"tag_push","before":"%s","after":"%s","ref":"refs/tags/v1","checkout_sha":null}""".formatted(A, ZEROS);

        assertThat(decide(tag)).isInstanceOf(RefGone.class);
    }

    @Test
    void aTagThatVanishedMeanwhileIsIgnored() {
        String tag = """
                {"object_kind":"tag_push","before":"%s","after":"%s","ref":"refs/tags/v1","checkout_sha":null}""".formatted(ZEROS, A);

        assertThat(decide(tag)).isInstanceOf(Ignored.class);
    }

    @Test
    void aSystemHookIsReadByItsEventName() {
        assertThat(decide(PUSH.replace("\"object_kind\":\"push\",", ""))).isInstanceOf(BranchPushed.class);
    }

    @Test
    void aRepositoryWithSha256HasLongerCommits() {
        assertThat(decide(PUSH.replace(A, "a".repeat(64)).replace(B, "b".repeat(64))))
                .isInstanceOf(BranchPushed.class);
    }

    @Test
    void aRepositoryWithoutBranchesHasNoDefault() {
        assertThat(((BranchPushed) decide(PUSH.replace("\"default_branch\":\"main\"", "\"default_branch\":null")))
                        .defaultBranch())
                .isNull();
    }

    @Test
    void pushOptionsArePassedOn() {
        assertThat(((BranchPushed) decide(
                                PUSH.replace("\"push_options\":{}", "\"push_options\":{\"ci\":{\"skip\":true}}")))
                        .pushOptions())
                .isEqualTo(Map.of("ci", Map.of("skip", true)));
    }

    @Test
    void aTruncatedListOfCommitsSaysSo() {
        assertThat(((BranchPushed) decide(PUSH.replace("\"total_commits_count\":1", "\"total_commits_count\":25")))
                        .commitsTruncated())
                .isTrue();
    }

    @Test
    void aHugePushStillFitsIntoOneEvent() throws Exception {
        String paths = IntStream.range(0, 20_000)
                .mapToObj(i -> "\"src/file" + i + "\"")
                .collect(Collectors.joining(","));
        var push = (BranchPushed) decide(
                PUSH.replace("[\"a\"]", "[" + paths + "]").replace("\"fix\\n\"", "\"" + "m".repeat(100_000) + "\""));

        assertThat(push.commitsTruncated()).isTrue();
        assertThat(push.commits()).singleElement().satisfies(commit -> assertThat(commit.added())
                .isEmpty());
        assertThat(Json.MAPPER.writeValueAsBytes(push.fact(RECEIPT))).hasSizeLessThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "null",
                "{}",
                "{\"object_kind\":\"merge_request\"}",
                "{\"object_kind\":\"pipeline\",\"object_attributes\":{\"source\":\"external\"}}",
                "{\"event_name\":\"project_rename\"}",
                "{\"event_name\":\"repository_update\",\"changes\":[]}",
                "{\"object_kind\":\"push\"}",
                "{\"text\":\"a template of an administrator\"}"
            })
    void whatStartsNothingIsIgnored(String body) {
        assertThat(decide(body)).isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main",
                "refs/heads/",
                "refs/tags/v1",
                "refs/merge-requests/1/head",
                "refs/heads/a b",
                "refs/heads/a..b",
                "refs/heads/-rf",
                "refs/heads/a~1",
                "refs/heads/a^",
                "refs/heads/a:b",
                "refs/heads/a?",
                "refs/heads/*",
                "refs/heads/[x",
                "refs/heads/a\\\\b",
                "refs/heads/a@{1}",
                "refs/heads/a//b",
                "refs/heads/.a",
                "refs/heads/a/.b",
                "refs/heads/a/",
                "refs/heads/a.",
                "refs/heads/a.lock",
                "refs/heads/a\\u0007"
            })
    void aRefThatGitWouldRefuseOrTakeForSomethingElseIsIgnored(String ref) {
        assertThat(decide(PUSH.replace("refs/heads/main", ref))).isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refs/heads/feature/a-1", "refs/heads/a#b%c", "refs/heads/grün", "refs/heads/v1.2"})
    void unusualButLegalBranchesAreTaken(String ref) {
        assertThat(decide(PUSH.replace("refs/heads/main", ref)))
                .isInstanceOfSatisfying(
                        BranchPushed.class, push -> assertThat(push.ref()).isEqualTo(ref));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "main", "da15", "DA1560886D4F094C3E6C9EF40349F7D38B5D27D7", "--upload-pack=x"})
    void whatIsNoCommitIsIgnored(String commit) {
        assertThat(decide(PUSH.replace(B, commit))).isInstanceOf(Ignored.class);
    }

    @Test
    void aMergeRequestTellsItsCommitsAndWhetherItIsOfAFork() {
        var opened = (Decision.MergeRequestChanged) decide(mergeRequest("\"action\":\"open\"", 15, 15));
        var updated = (Decision.MergeRequestChanged)
                decide(mergeRequest("\"action\":\"update\",\"oldrev\":\"" + A + "\"", 99, 15));

        assertThat(opened.ref()).isEqualTo("refs/merge-requests/7/head");
        assertThat(opened.before()).isEqualTo("0".repeat(40));
        assertThat(opened.after()).isEqualTo(B);
        assertThat(opened.request().fromFork()).isFalse();
        assertThat(updated.before()).isEqualTo(A);
        assertThat(updated.request().fromFork()).isTrue();
        assertThat(((PushReceived) updated.fact(RECEIPT)).mergeRequest())
                .isEqualTo(new PushReceived.MergeRequest(7, "feature", "main", true));
    }

    @Test
    void aMergeRequestWhoseForkIsGoneCountsAsOneOfAFork() {
        var orphan = (Decision.MergeRequestChanged) decide(mergeRequest("\"action\":\"open\"", 15, 15)
                .replace("\"source_project_id\":15", "\"source_project_id\":null"));

        assertThat(orphan.request().fromFork()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"update", "approved", "unapproved"})
    void aMergeRequestThatBringsNoCommitIsIgnored(String action) {
        assertThat(decide(mergeRequest("\"action\":\"" + action + "\"", 15, 15)))
                .isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "close"})
    void aMergeRequestThatIsOverTakesItsRefWithIt(String action) {
        assertThat(decide(mergeRequest("\"action\":\"" + action + "\"", 15, 15)))
                .isEqualTo(new RefGone("refs/merge-requests/7/head", B, "0".repeat(40)));
    }

    private static String mergeRequest(String more, int source, int target) {
        return """
                {"object_kind":"merge_request","project":{"default_branch":"main"},"object_attributes":{"iid":7,
                 "source_branch":"feature","target_branch":"main","source_project_id":%d,"target_project_id":%d,
                 "last_commit":{"id":"%s"},%s}}""".formatted(source, target, B, more);
    }

    private static Decision decide(String body) {
        return GitLabDelivery.decide(GitLabDelivery.payload(body.getBytes(UTF_8)));
    }
}
