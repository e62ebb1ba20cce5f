package dev.slipway.local.forge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a delivery says about the push. */
class PushPayloadIT {
    private static final String PROJECT = "team/sub/hello";
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00.5Z");
    private static final String ZEROS = "0000000000000000000000000000000000000000";

    private final HookReceiver hooks = new HookReceiver();
    private GitForge forge;
    private WorkTree tree;

    @BeforeEach
    void startForge(@TempDir Path folder) throws IOException {
        forge = GitForge.start(folder.resolve("forge"), 0, Clock.fixed(NOW, ZoneOffset.UTC));
        forge.createProject(PROJECT);
        forge.setHook(PROJECT, new ForgeHook(hooks.url(), null, null));
        tree = WorkTree.open(folder.resolve("tree")).connect(forge.gitUrl(PROJECT), forge.token());
    }

    @AfterEach
    void stop() {
        forge.close();
        hooks.close();
    }

    @Test
    void firstPushOfTheDefaultBranchHasEveryFieldThatGitLabSends() throws IOException {
        String first = tree.write("a.txt", "1").commit("first line\n\nmore of it");
        String second = tree.write("dir/b.txt", "1").write("a.txt", "2").commit("second");
        tree.push();

        JsonNode body = hooks.one().json();
        assertThat(body.get("object_kind").textValue()).isEqualTo("push");
        assertThat(body.get("event_name").textValue()).isEqualTo("push");
        assertThat(body.get("before").textValue()).isEqualTo(ZEROS);
        assertThat(body.get("after").textValue()).isEqualTo(second);
        assertThat(body.get("checkout_sha").textValue()).isEqualTo(second);
        assertThat(body.get("ref").textValue()).isEqualTo("refs/heads/main");
        assertThat(body.get("ref_protected").booleanValue()).isTrue();
        assertThat(body.get("message").isNull()).isTrue();
        assertThat(body.get("total_commits_count").intValue()).isEqualTo(2);
        assertThat(body.get("push_options").isEmpty()).isTrue();
        assertThat(body.get("user_id").isInt()).isTrue();
        assertThat(body.get("user_avatar").isNull()).isTrue();
        assertThat(List.of("user_name", "user_username", "user_email"))
                .allSatisfy(field -> assertThat(body.get(field).isTextual()).isTrue());

        JsonNode commits = body.get("commits");
        assertThat(texts(commits, "id")).containsExactly(first, second);
        assertThat(texts(commits, "title")).containsExactly("first line", "second");
        assertThat(commits.get(0).get("message").textValue()).isEqualTo("first line\n\nmore of it\n");
        assertThat(OffsetDateTime.parse(commits.get(0).get("timestamp").textValue()))
                .isNotNull();
        assertThat(commits.get(0).at("/author/name").textValue()).isEqualTo("Ada Example");
        assertThat(commits.get(0).at("/author/email").textValue()).isEqualTo("ada@example.com");
        assertThat(commits.get(1).get("added").toString()).isEqualTo("[\"dir/b.txt\"]");
        assertThat(commits.get(1).get("modified").toString()).isEqualTo("[\"a.txt\"]");
        assertThat(commits.get(1).get("removed").toString()).isEqualTo("[]");
    }

    @Test
    void projectAndRepositoryDescribeTheProjectAsGitLabDoes() throws IOException {
        tree.write("a.txt", "1").commit("first");
        tree.push();

        JsonNode body = hooks.one().json();
        JsonNode project = body.get("project");
        assertThat(names(project))
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "description",
                        "web_url",
                        "avatar_url",
                        "git_ssh_url",
                        "git_http_url",
                        "namespace",
                        "visibility_level",
                        "path_with_namespace",
                        "default_branch",
                        "ci_config_path",
                        "homepage",
                        "url",
                        "ssh_url",
                        "http_url");
        assertThat(project.get("id")).isEqualTo(body.get("project_id"));
        assertThat(project.get("name").textValue()).isEqualTo("hello");
        assertThat(project.get("namespace").textValue()).isEqualTo("sub");
        assertThat(project.get("path_with_namespace").textValue()).isEqualTo(PROJECT);
        assertThat(project.get("git_http_url").textValue()).isEqualTo(forge.gitUrl(PROJECT));
        assertThat(project.get("default_branch").textValue()).isEqualTo("main");
        assertThat(project.get("visibility_level").intValue()).isZero();
        assertThat(names(body.get("repository")))
                .containsExactlyInAnyOrder(
                        "name", "url", "description", "homepage", "git_http_url", "git_ssh_url", "visibility_level");
    }

    @Test
    void laterPushListsOnlyItsOwnCommitsAndAtMostTheNewestTwenty() throws IOException {
        String before = tree.write("a.txt", "0").commit("0");
        tree.push();
        var commits = new ArrayList<String>();
        for (int i = 1; i <= 22; i++) {
            commits.add(tree.write("a.txt", Integer.toString(i)).commit("commit " + i));
        }
        tree.push();

        JsonNode body = hooks.received(2).getLast().json();
        assertThat(body.get("before").textValue()).isEqualTo(before);
        assertThat(body.get("total_commits_count").intValue()).isEqualTo(22);
        assertThat(texts(body.get("commits"), "id")).isEqualTo(commits.subList(2, 22));
    }

    @Test
    void renameIsListedUnderItsNewNameAndAMergeAgainstItsFirstParent() throws IOException {
        tree.write("old.txt", "one\ntwo\nthree\n").write("gone.txt", "x").commit("first");
        tree.git("checkout", "--quiet", "-b", "side");
        tree.git("mv", "old.txt", "new.txt");
        tree.git("rm", "--quiet", "gone.txt");
        tree.commit("rename");
        tree.git("checkout", "--quiet", "main");
        tree.write("main.txt", "y").commit("on main");
        tree.git("merge", "--quiet", "--no-ff", "-m", "merge", "side");
        tree.push();

        JsonNode merge = hooks.one().json().get("commits").get(3);
        assertThat(merge.get("added").toString()).isEqualTo("[\"new.txt\"]");
        assertThat(merge.get("removed").toString()).isEqualTo("[\"gone.txt\"]");
        assertThat(merge.get("modified").toString()).isEqualTo("[]");
    }

    @Test
    void newBranchListsWhatTheDefaultBranchLacksAndItsDeletionNothing() throws IOException {
        tree.write("a.txt", "0").commit("0");
        tree.push();
        tree.git("checkout", "--quiet", "-b", "feature/x");
        String commit = tree.write("a.txt", "1").commit("1");
        tree.push("feature/x");
        tree.push("--delete", "feature/x");

        List<HookReceiver.Received> all = hooks.received(3);
        JsonNode created = all.get(1).json();
        assertThat(created.get("ref").textValue()).isEqualTo("refs/heads/feature/x");
        assertThat(created.get("before").textValue()).isEqualTo(ZEROS);
        assertThat(created.get("ref_protected").booleanValue()).isFalse();
        assertThat(texts(created.get("commits"), "id")).containsExactly(commit);
        JsonNode deleted = all.get(2).json();
        assertThat(deleted.get("before").textValue()).isEqualTo(commit);
        assertThat(deleted.get("after").textValue()).isEqualTo(ZEROS);
        assertThat(deleted.get("checkout_sha").isNull()).isTrue();
        assertThat(deleted.get("commits").isEmpty()).isTrue();
        assertThat(deleted.get("total_commits_count").intValue()).isZero();
    }

    @Test
    void annotatedTagNamesTheTagObjectAndChecksOutItsCommit() throws IOException {
        String commit = tree.write("a.txt", "0").commit("0");
        tree.push();
        tree.git("tag", "--annotate", "--message", "the first", "v1");
        tree.push("v1");

        HookReceiver.Received tag = hooks.received(2).getLast();
        assertThat(tag.headers()).containsEntry("X-Gitlab-Event", "Tag Push Hook");
        JsonNode body = tag.json();
        assertThat(body.get("object_kind").textValue()).isEqualTo("tag_push");
        assertThat(body.get("ref").textValue()).isEqualTo("refs/tags/v1");
        assertThat(body.get("after").textValue())
                .isEqualTo(tree.git("rev-parse", "v1").strip())
                .isNotEqualTo(commit);
        assertThat(body.get("checkout_sha").textValue()).isEqualTo(commit);
        assertThat(body.get("message").textValue()).isEqualTo("the first");
        assertThat(texts(body.get("commits"), "id")).containsExactly(commit);
    }

    private static List<String> texts(JsonNode array, String field) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.get(field).textValue()));
        return texts;
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
