package dev.slipway.local.forge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitForgeIT {
    private static final String PROJECT = "team/sub/hello";
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00.5Z");
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    private final HookReceiver hooks = new HookReceiver();
    private GitForge forge;
    private WorkTree tree;

    @BeforeEach
    void startForge(@TempDir Path folder) throws IOException {
        forge = GitForge.start(folder.resolve("forge"), 0, Clock.fixed(NOW, ZoneOffset.UTC));
        forge.createProject(PROJECT);
        forge.setHook(PROJECT, new ForgeHook(hooks.url(), "s3cret", SECRET));
        tree = WorkTree.open(folder.resolve("tree")).connect(forge.gitUrl(PROJECT), forge.token());
    }

    @AfterEach
    void stop() {
        forge.close();
        hooks.close();
    }

    @Test
    void deliveryCarriesTheHeadersAndASignatureOfExactlyTheSentBytes() throws Exception {
        tree.write("ü.txt", "1").commit("grüße");
        tree.push();

        Map<String, String> headers = hooks.one().headers();
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
                + Base64.getEncoder()
                        .encodeToString(mac.doFinal(hooks.one().body().getBytes(UTF_8)));
        assertThat(headers.get("webhook-signature")).isEqualTo(expected);
    }

    @Test
    void pushOfMoreThanThreeBranchesIsReportedNotAtAll() throws IOException {
        tree.write("a.txt", "0").commit("0");
        tree.push("main:b1", "main:b2", "main:b3", "main:b4");
        tree.push("main:c1", "main:c2", "main:c3");

        assertThat(hooks.received(3))
                .extracting(delivery -> delivery.json().get("ref").textValue())
                .containsExactly("refs/heads/c1", "refs/heads/c2", "refs/heads/c3");
    }

    @Test
    void resentDeliveryKeepsKeyAndBodyButNotItsRequestIds() throws IOException {
        tree.write("a.txt", "0").commit("0");
        tree.push();
        hooks.received(1);
        await().until(() -> !forge.deliveries().isEmpty());
        HookDelivery again = forge.redeliver(forge.deliveries().getFirst());

        assertThat(again.status()).isEqualTo(202);
        List<HookReceiver.Received> both = hooks.received(2);
        assertThat(both.get(1).body()).isEqualTo(both.get(0).body());
        assertThat(both.get(1).headers().get("Idempotency-Key"))
                .isEqualTo(both.get(0).headers().get("Idempotency-Key"));
        assertThat(both.get(1).headers().get("X-Gitlab-Webhook-UUID"))
                .isNotEqualTo(both.get(0).headers().get("X-Gitlab-Webhook-UUID"));
    }

    @Test
    void failedDeliveryIsKeptAndNotSentAgain() {
        forge.setHook(PROJECT, new ForgeHook("http://127.0.0.1:1/nobody", null, null));
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
        tree.connect(forge.gitUrl(PROJECT), "glpat-wrong");

        assertThatThrownBy(() -> tree.push()).isInstanceOf(GitFailed.class);
        assertThatThrownBy(() -> tree.git("ls-remote", "origin")).isInstanceOf(GitFailed.class);
    }

    @Test
    void anyCommitCanBeFetchedByItsId(@TempDir Path elsewhere) {
        String old = tree.write("a.txt", "0").commit("0");
        tree.write("a.txt", "1").commit("1");
        tree.push();

        WorkTree clone = WorkTree.open(elsewhere).connect(forge.gitUrl(PROJECT), forge.token());
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

        assertThat(hooks.one().json().at("/commits/0/added/0").textValue()).isEqualTo("big.txt");
    }
}
