package dev.slipway.local.forge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.contracts.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitForgeIT {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00.5Z");
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final String ZEROS = "0000000000000000000000000000000000000000";

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private HttpServer receiver;
    private GitForge forge;
    private WorkTree tree;

    private record Received(Map<String, String> headers, String body) {
        JsonNode json() throws IOException {
            return Json.MAPPER.readTree(body);
        }
    }

    @BeforeEach
    void startForgeAndReceiver(@TempDir Path folder) throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hooks/gitlab/hello", exchange -> {
            try (exchange) {
                var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
                exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
                received.add(new Received(
                        headers, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
                exchange.sendResponseHeaders(202, -1);
            }
        });
        receiver.start();
        forge = GitForge.start(folder.resolve("forge"), 0, Clock.fixed(NOW, ZoneOffset.UTC));
        forge.createProject("team/sub/hello");
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks/gitlab/hello";
        String secret = "whsec_" + Base64.getEncoder().encodeToString(KEY);
        forge.setHook("team/sub/hello", new ForgeHook(url, "s3cret", secret));
        tree = WorkTree.open(folder.resolve("tree")).connect(forge.gitUrl("team/sub/hello"), forge.token());
    }

    @AfterEach
    void stop() {
        forge.close();
        receiver.stop(0);
    }

    @Test
    void firstPushOfTheDefaultBranchHasEveryFieldThatGitLabSends() throws IOException {
        String first = tree.write("a.txt", "1").commit("first line\n\nmore of it");
        String second = tree.write("dir/b.txt", "1").write("a.txt", "2").commit("second");
        tree.push();

        JsonNode body = one().json();
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

        JsonNode body = one().json();
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
        assertThat(project.get("path_with_namespace").textValue()).isEqualTo("team/sub/hello");
        assertThat(project.get("git_http_url").textValue()).isEqualTo(forge.gitUrl("team/sub/hello"));
        assertThat(project.get("default_branch").textValue()).isEqualTo("main");
        assertThat(project.get("visibility_level").intValue()).isZero();
        assertThat(names(body.get("repository")))
                .containsExactlyInAnyOrder(
                        "name", "url", "description", "homepage", "git_http_url", "git_ssh_url", "visibility_level");
    }

    @Test
    void deliveryCarriesTheHeadersAndASignatureOfExactlyTheSentBytes() throws Exception {
        tree.write("ü.txt", "1").commit("grüße");
        tree.push();

        Map<String, String> headers = one().headers();
        assertThat(headers)
                .containsEntry("Content-Type", "application/json")
                .containsEntry("User-Agent", "GitLab/19.0")
                .containsEntry("X-Gitlab-Event", "Push Hook")
                .containsEntry("X-Gitlab-Token", "s3cret")
                .containsEntry("X-Gitlab-Instance", forge.url())
                .containsEntry("webhook-timestamp", Long.toString(NOW.getEpochSecond()));
        assertThat(List.of("X-Gitlab-Webhook-UUID", "X-Gitlab-Event-UUID", "Idempotency-Key"))
                .allSatisfy(
                        name -> assertThat(UUID.fromString(headers.get(name))).isNotNull());
        assertThat(headers.get("webhook-id")).isEqualTo(headers.get("Idempotency-Key"));

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        mac.update((headers.get("webhook-id") + "." + NOW.getEpochSecond() + ".").getBytes(UTF_8));
        String expected = "v1,"
                + Base64.getEncoder().encodeToString(mac.doFinal(one().body().getBytes(UTF_8)));
        assertThat(headers.get("webhook-signature")).isEqualTo(expected);
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

        JsonNode body = received(2).getLast().json();
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

        JsonNode merge = one().json().get("commits").get(3);
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

        List<Received> all = received(3);
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

        Received tag = received(2).getLast();
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

    @Test
    void pushOfMoreThanThreeBranchesIsReportedNotAtAll() throws IOException {
        tree.write("a.txt", "0").commit("0");
        tree.push("main:b1", "main:b2", "main:b3", "main:b4");
        tree.push("main:c1", "main:c2", "main:c3");

        assertThat(received(3))
                .extracting(delivery -> delivery.json().get("ref").textValue())
                .containsExactly("refs/heads/c1", "refs/heads/c2", "refs/heads/c3");
    }

    @Test
    void resentDeliveryKeepsKeyAndBodyButNotItsRequestIds() throws IOException {
        tree.write("a.txt", "0").commit("0");
        tree.push();
        received(1);
        await().until(() -> !forge.deliveries().isEmpty());
        HookDelivery again = forge.redeliver(forge.deliveries().getFirst());

        assertThat(again.status()).isEqualTo(202);
        List<Received> both = received(2);
        assertThat(both.get(1).body()).isEqualTo(both.get(0).body());
        assertThat(both.get(1).headers().get("Idempotency-Key"))
                .isEqualTo(both.get(0).headers().get("Idempotency-Key"));
        assertThat(both.get(1).headers().get("X-Gitlab-Webhook-UUID"))
                .isNotEqualTo(both.get(0).headers().get("X-Gitlab-Webhook-UUID"));
    }

    @Test
    void failedDeliveryIsKeptAndNotSentAgain() {
        forge.setHook("team/sub/hello", new ForgeHook("http://127.0.0.1:1/nobody", null, null));
        tree.write("a.txt", "0").commit("0");
        tree.push();

        await().until(() -> !forge.deliveries().isEmpty());
        assertThat(forge.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.status()).isNull();
            assertThat(delivery.succeeded()).isFalse();
            assertThat(delivery.headers()).doesNotContainKeys("X-Gitlab-Token", "webhook-signature");
        });
    }

    @Test
    void callerWithoutTheTokenCanNeitherReadNorPush() {
        tree.write("a.txt", "0").commit("0");
        tree.connect(forge.gitUrl("team/sub/hello"), "glpat-wrong");

        assertThatThrownBy(() -> tree.push()).isInstanceOf(GitFailed.class);
        assertThatThrownBy(() -> tree.git("ls-remote", "origin")).isInstanceOf(GitFailed.class);
    }

    @Test
    void anyCommitCanBeFetchedByItsId(@TempDir Path elsewhere) {
        String old = tree.write("a.txt", "0").commit("0");
        tree.write("a.txt", "1").commit("1");
        tree.push();

        WorkTree clone = WorkTree.open(elsewhere).connect(forge.gitUrl("team/sub/hello"), forge.token());
        clone.git("fetch", "--quiet", "--depth", "1", "origin", old);
        clone.git("checkout", "--quiet", "--detach", "FETCH_HEAD");
        assertThat(clone.read("a.txt")).isEqualTo("0");
    }

    @Test
    void bigPushArrivesInChunksAndComplete() throws IOException {
        var random = new Random(1);
        var bytes = new byte[3_000_000];
        random.nextBytes(bytes);
        tree.write("big.txt", Base64.getEncoder().encodeToString(bytes)).commit("big");
        tree.push();

        assertThat(one().json().at("/commits/0/added/0").textValue()).isEqualTo("big.txt");
    }

    private Received one() {
        return received(1).getFirst();
    }

    private List<Received> received(int count) {
        await().until(() -> received.size() >= count);
        assertThat(received).hasSize(count);
        return received;
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
