package dev.slipway.gateway.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.push.v1.RefDeleted;
import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import dev.slipway.gateway.standin.RawHttp;
import dev.slipway.testkit.Facts;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@GatewayTest
class HookIT {
    private static final String TOKEN = "a-hook-token";
    private static final String SIGNING = WebhookSignature.secretOf("32 bytes for the signatures here".getBytes(UTF_8));
    private static final String ZEROS = "0".repeat(40);

    @Test
    void aPushIsAcceptedAndPublishedWithItsIdAsCorrelation() {
        String project = projectWithToken();

        HttpResponse<String> answer = deliver(project, "key-1", push(GitLabDeliveryTest.A, GitLabDeliveryTest.B));

        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode body = Client.json(answer);
        assertThat(body.path("status").asText()).isEqualTo("accepted");
        try (Facts facts = Facts.ofThisTest()) {
            var fact = facts.awaitOne(PushReceived.class, push -> push.project().equals(project));
            assertThat(fact.data().pushId()).hasToString(body.path("id").asText());
            assertThat(fact.data().after()).isEqualTo(GitLabDeliveryTest.B);
            assertThat(fact.correlationId()).isEqualTo(body.path("id").asText());
            assertThat(fact.source()).isEqualTo("/api-gateway");
        }
    }

    @Test
    void theSameDeliveryManyTimesAndAtOnceIsOnePush() throws Exception {
        String project = projectWithToken();
        String body = push(GitLabDeliveryTest.A, GitLabDeliveryTest.B);
        Callable<JsonNode> delivery = () -> Client.json(deliver(project, "key-1", body));

        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                Facts facts = Facts.ofThisTest()) {
            var answers = executor
                    .invokeAll(IntStream.range(0, 5).mapToObj(i -> delivery).toList())
                    .stream()
                    .map(answer -> answer.resultNow())
                    .toList();

            assertThat(answers)
                    .extracting(answer -> answer.path("status").asText())
                    .containsExactlyInAnyOrder("accepted", "duplicate", "duplicate", "duplicate", "duplicate");
            assertThat(answers)
                    .extracting(answer -> answer.path("id").asText())
                    .containsOnly(answers.getFirst().path("id").asText());
            assertThat(facts.within(Duration.ofSeconds(2), PushReceived.class, push -> push.project()
                            .equals(project)))
                    .hasSize(1);
        }
    }

    @Test
    void thePushThatASecondHookReportsUnderAnotherKeyIsTheSame() {
        String project = projectWithToken();
        String first = push(GitLabDeliveryTest.A, GitLabDeliveryTest.B);
        String second = push(GitLabDeliveryTest.B, "c".repeat(40));

        assertThat(status(deliver(project, "key-1", first))).isEqualTo("accepted");
        assertThat(status(deliver(project, "key-2", second))).isEqualTo("accepted");
        assertThat(status(deliver(project, "key-3", first))).isEqualTo("duplicate");
        assertThat(status(deliver(project, "key-4", second))).isEqualTo("duplicate");
    }

    @Test
    void aBranchThatWasForcedBackAndMovesOnAgainIsPushedAgain() {
        String project = projectWithToken();
        String there = push(GitLabDeliveryTest.A, GitLabDeliveryTest.B);
        String back = push(GitLabDeliveryTest.B, GitLabDeliveryTest.A);

        assertThat(status(deliver(project, "key-1", there))).isEqualTo("accepted");
        assertThat(status(deliver(project, "key-2", back))).isEqualTo("accepted");
        assertThat(status(deliver(project, "key-3", there))).isEqualTo("accepted");
        assertThat(status(deliver(project, "key-3", there))).isEqualTo("duplicate");
        assertThat(status(deliver(project, "key-1", there))).isEqualTo("duplicate");
    }

    @Test
    void aDeletedBranchIsPublishedAsGone() {
        String project = projectWithToken();

        assertThat(status(deliver(project, "key-1", push(GitLabDeliveryTest.B, ZEROS))))
                .isEqualTo("accepted");

        try (Facts facts = Facts.ofThisTest()) {
            assertThat(facts.awaitOne(RefDeleted.class, gone -> gone.project().equals(project))
                            .data()
                            .before())
                    .isEqualTo(GitLabDeliveryTest.B);
        }
    }

    @Test
    void whatStartsNothingIsAnsweredWithSuccess() {
        String project = projectWithToken();

        HttpResponse<String> answer = deliver(project, "key-1", "{\"object_kind\":\"note\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ignored\",\"reason\":\"event note starts nothing\"}");
        assertThat(status(deliver(project, "key-2", "nonsense"))).isEqualTo("ignored");
    }

    @Test
    void anUnknownProjectAndAWrongTokenAreRefused() {
        String project = projectWithToken();
        String body = push(GitLabDeliveryTest.A, GitLabDeliveryTest.B);

        assertThat(deliver("nobody-knows-me", "key-1", body).statusCode()).isEqualTo(404);
        assertThat(Client.send(hook(project, body).header("X-Gitlab-Token", "a-hook-tokem"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(Client.send(hook(project, body)).statusCode()).isEqualTo(401);
    }

    @Test
    void aSignedDeliveryIsTakenAndNothingElseWhereASigningSecretIsSet() {
        String project = project(",\"webhookToken\":\"" + TOKEN + "\",\"signingSecret\":\"" + SIGNING + "\"");
        String body = push(GitLabDeliveryTest.A, GitLabDeliveryTest.B);
        String now = Long.toString(Clock.systemUTC().instant().getEpochSecond());
        String longAgo = Long.toString(Clock.systemUTC().instant().getEpochSecond() - 3_600);

        assertThat(deliver(project, "key-1", body).statusCode()).isEqualTo(401);
        assertThat(Client.send(signed(project, longAgo, body, body)).statusCode())
                .isEqualTo(401);
        assertThat(Client.send(signed(project, now, body, body + " ")).statusCode())
                .isEqualTo(401);
        assertThat(status(Client.send(signed(project, now, body, body)))).isEqualTo("accepted");
        assertThat(status(Client.send(signed(project, now, body, body)))).isEqualTo("duplicate");
    }

    @Test
    void aBodyThatIsTooLargeIsNotRead() throws IOException {
        String project = projectWithToken();
        String announced = RawHttp.exchange(
                "127.0.0.1",
                Client.port(),
                "POST /hooks/gitlab/" + project + " HTTP/1.1",
                "X-Gitlab-Token: " + TOKEN,
                "Content-Length: 30000000");
        var request = new StringBuilder("POST /hooks/gitlab/" + project + " HTTP/1.1\r\nHost: x\r\nX-Gitlab-Token: "
                + TOKEN + "\r\nTransfer-Encoding: chunked\r\n\r\n");
        request.append("33450\r\n").append("x".repeat(0x33450)).append("\r\n");
        String chunked = RawHttp.send("127.0.0.1", Client.port(), request.toString());

        assertThat(announced).startsWith("HTTP/1.1 413");
        assertThat(chunked).startsWith("HTTP/1.1 413");
    }

    private static String projectWithToken() {
        return project(",\"webhookToken\":\"" + TOKEN + "\"");
    }

    private static String project(String secrets) {
        String slug = "hook-" + UUID.randomUUID();
        String body =
                "{\"slug\":\"" + slug + "\",\"gitUrl\":\"https://gl/g/x.git\",\"registry\":\"local\"" + secrets + "}";
        assertThat(Client.send(Client.admin("/slipway/v1/projects").POST(Client.body(body)))
                        .statusCode())
                .isEqualTo(201);
        return slug;
    }

    private static String push(String before, String after) {
        return GitLabDeliveryTest.PUSH
                .replace(GitLabDeliveryTest.A, "BEFORE")
                .replace(GitLabDeliveryTest.B, after)
                .replace("BEFORE", before);
    }

    private static HttpResponse<String> deliver(String project, String key, String body) {
        return Client.send(hook(project, body).header("X-Gitlab-Token", TOKEN).header("Idempotency-Key", key));
    }

    private static java.net.http.HttpRequest.Builder hook(String project, String body) {
        return Client.anonymous("/hooks/gitlab/" + project)
                .header("X-Gitlab-Event", "Push Hook")
                .POST(Client.body(body));
    }

    private static java.net.http.HttpRequest.Builder signed(
            String project, String timestamp, String signedBody, String body) {
        return hook(project, body)
                .header("webhook-id", "delivery-1")
                .header("webhook-timestamp", timestamp)
                .header(
                        "webhook-signature",
                        WebhookSignature.sign(SIGNING, "delivery-1", timestamp, signedBody.getBytes(UTF_8)));
    }

    private static String status(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(202);
        return Client.json(answer).path("status").asText();
    }
}
