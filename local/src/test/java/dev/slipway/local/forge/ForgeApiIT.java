package dev.slipway.local.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as GitLab documents it. */
class ForgeApiIT {
    private static final String PROJECT = "/projects/team%2Fsub%2Fhello";
    private final HookReceiver receiver = new HookReceiver();
    private final HttpClient http = HttpClient.newHttpClient();
    private GitForge forge;
    private WorkTree tree;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        forge = GitForge.start(folder.resolve("forge"));
        forge.createProject("team/sub/hello");
        tree = WorkTree.open(folder.resolve("tree")).connect(forge.gitUrl("team/sub/hello"), forge.token());
    }

    @AfterEach
    void stop() {
        forge.close();
        receiver.close();
    }

    @Test
    void tokensAreRefusedInGitLabsWords() {
        ForgeToken expired = forge.createToken(List.of("api"), 40, Instant.parse("2026-01-01T00:00:00Z"));
        ForgeToken reader = forge.createToken(List.of("read_api"), 40, null);
        ForgeToken developer = forge.createToken(List.of("api"), 30, null);

        assertThat(send("nobody", "GET", PROJECT, "").statusCode()).isEqualTo(401);
        assertThat(send(expired.token(), "GET", PROJECT, "").body()).contains("invalid_token");
        assertThat(send(reader.token(), "GET", PROJECT, "").statusCode()).isEqualTo(200);
        assertThat(send(reader.token(), "POST", PROJECT + "/hooks", "{}").body())
                .contains("insufficient_scope");
        assertThat(send(developer.token(), "GET", PROJECT + "/hooks", "").statusCode())
                .isEqualTo(403);
        assertThat(send(forge.token(), "GET", "/projects/team%2Fother", "").body())
                .contains("404 Project Not Found");
    }

    @Test
    void everyTokenMaySayWhatItIs() {
        ForgeToken fetcher = forge.createToken(List.of("read_repository"), 40, null);

        JsonNode self = json(send(fetcher.token(), "GET", "/personal_access_tokens/self", ""));

        assertThat(self.path("scopes").toString()).isEqualTo("[\"read_repository\"]");
        assertThat(self.path("active").asBoolean()).isTrue();
    }

    @Test
    void hooksAreToldWithoutTheirSecrets() {
        HttpResponse<String> made = hook("\"signing_token\":\"whsec_c2VjcmV0\",\"push_events\":true");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body()).doesNotContain("whsec_");
        assertThat(json(made).path("signing_token_present").asBoolean()).isTrue();
        assertThat(json(made).path("alert_status").asText()).isEqualTo("executable");
    }

    @Test
    void pushesAreDeliveredToHooksThatWereMade() {
        hook("\"push_events\":true");

        tree.write("a", "1").commit("a");
        tree.push();

        assertThat(receiver.one().headers()).containsEntry("X-Gitlab-Event", "Push Hook");
    }

    @Test
    void testIsASampleOfTheNewestCommitsAndNeedsOne() {
        int id = json(hook("\"push_events\":true")).path("id").asInt();
        String test = PROJECT + "/hooks/" + id + "/test/push_events";
        assertThat(send(forge.token(), "POST", test, "").statusCode()).isEqualTo(422);
        String head = tree.write("a", "1").commit("a");
        tree.push();
        await().until(() -> forge.deliveries().size() == 1);

        assertThat(send(forge.token(), "POST", test, "").statusCode()).isEqualTo(201);
        assertThat(forge.deliveries().getLast().body()).contains("\"after\":\"" + head + "\"");
    }

    @Test
    void statusGoesOnUntilItEndsAndThenStartsANewRow() {
        String sha = tree.write("a", "1").commit("a");
        tree.push();

        assertThat(status(sha, "pending").statusCode()).isEqualTo(201);
        assertThat(status(sha, "pending").body()).contains("Cannot transition status via :enqueue");
        assertThat(status(sha, "running").statusCode()).isEqualTo(201);
        assertThat(status(sha, "success").statusCode()).isEqualTo(201);
        assertThat(forge.statuses("team/sub/hello"))
                .singleElement()
                .extracting(CommitStatus::status)
                .isEqualTo("success");
        assertThat(status(sha, "running").statusCode()).isEqualTo(201);
        assertThat(forge.statuses("team/sub/hello")).hasSize(2);
        assertThat(status("f".repeat(40), "running").statusCode()).isEqualTo(404);
        assertThat(status(sha, "done").statusCode()).isEqualTo(400);
    }

    @Test
    void tooManyRequestsAreToldWhenToComeBack() {
        forge.throttleApi(1, 7);

        HttpResponse<String> refused = send(forge.token(), "GET", PROJECT, "");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("7");
        assertThat(send(forge.token(), "GET", PROJECT, "").statusCode()).isEqualTo(200);
    }

    @Test
    void hookThatFailsAgainAndAgainIsPaused() {
        Instant now = Instant.parse("2026-11-23T18:00:00Z");
        var hook = new ProjectHook(1, new ForgeHook("http://x", null, null), true, true, false, true, 0, null);
        for (int i = 0; i < 3; i++) {
            hook = hook.after(false, now);
        }
        assertThat(hook.isDisabled(now)).isFalse();

        ProjectHook paused = hook.after(false, now);

        assertThat(paused.shown(now)).containsEntry("alert_status", "temporarily_disabled");
        assertThat(paused.isDisabled(now.plusSeconds(61))).isFalse();
        assertThat(paused.after(true, now).shown(now)).containsEntry("alert_status", "executable");
    }

    private HttpResponse<String> status(String sha, String state) {
        return send(
                forge.token(),
                "POST",
                PROJECT + "/statuses/" + sha,
                "{\"state\":\"" + state + "\",\"name\":\"slipway/build\",\"ref\":\"main\"}");
    }

    private HttpResponse<String> hook(String more) {
        return send(forge.token(), "POST", PROJECT + "/hooks", "{\"url\":\"" + receiver.url() + "\"," + more + "}");
    }

    private HttpResponse<String> send(String token, String method, String path, String body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(forge.url() + "/api/v4" + path))
                            .header("PRIVATE-TOKEN", token)
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
