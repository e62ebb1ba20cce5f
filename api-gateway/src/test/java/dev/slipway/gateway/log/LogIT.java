package dev.slipway.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import dev.slipway.contracts.client.v1.LogsReceived;
import dev.slipway.gateway.standin.AckGate;
import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import dev.slipway.gateway.standin.SocketClient;
import dev.slipway.testkit.Facts;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@GatewayTest
class LogIT {
    private final UUID flowRun = UUID.randomUUID();

    @Inject
    AckGate kafka;

    @AfterEach
    void openTheGate() {
        kafka.open();
    }

    @Test
    void postedLinesAreDurableFactsOfTheirRun() {
        HttpResponse<String> answer = post("[" + line(20, "one") + "," + line(20, "two") + "]");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("null");
        try (Facts facts = Facts.ofThisTest()) {
            var fact = facts.awaitOne(LogsReceived.class, logs -> flowRun.equals(logs.flowRunId()));
            assertThat(fact.data().lines())
                    .extracting(LogsReceived.Line::message)
                    .containsExactly("one", "two");
        }
    }

    @Test
    void aServiceMayPostLinesOfAProcessThatDied() {
        HttpResponse<String> answer = Client.send(Client.anonymous("/api/logs/")
                .header("X-Slipway-Service", "dispatcher:token-of-dispatcher")
                .POST(Client.body("[" + line(20, "the end") + "]")));

        assertThat(answer.statusCode()).isEqualTo(201);
    }

    @Test
    void linesThatKafkaDoesNotTakeMayBeSentAgain() {
        kafka.fail();

        assertThat(post("[" + line(20, "one") + "]").statusCode()).isEqualTo(503);
    }

    @Test
    void whatIsNoListOfLinesIsRefused() {
        assertThat(post("{}").statusCode()).isEqualTo(422);
        assertThat(post("[{\"name\":\"x\"}]").statusCode()).isEqualTo(422);
        assertThat(post("x".repeat(10_000_001)).statusCode()).isEqualTo(413);
    }

    @Test
    void aBatchAsLargeAsClientsSendItIsTaken() {
        String large = line(20, "x".repeat(990_000));

        assertThat(post("[" + large + "," + large + "," + large + "," + large + "]")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void whoWatchesSeesTheLinesThatTheFilterWants() throws Exception {
        try (var socket = SocketClient.open(Client.port(), "/api/logs/out").authenticated()) {
            socket.send("{\"type\":\"filter\",\"filter\":{\"operator\":\"and_\",\"level\":{\"ge_\":30},\"timestamp\":"
                    + "{\"before_\":\"2099-11-23T01:18:50Z\",\"after_\":\"2020-11-23T01:17:50Z\"},\"flow_run_id\":{\"any_\":[\""
                    + flowRun + "\"]},\"task_run_id\":null,\"text\":null}}");
            socket.ping("subscribed").awaitHeard("pong subscribed");

            post("[" + line(20, "quiet") + "," + line(40, "loud") + "]");

            await().until(() -> socket.heard().size() == 3);
            JsonNode frame = Json.MAPPER.readTree(socket.heard().getLast().substring("text ".length()));
            assertThat(frame.path("type").asText()).isEqualTo("log");
            assertThat(frame.path("log").path("message").asText()).isEqualTo("loud");
            assertThat(frame.path("log").path("flow_run_id").asText()).isEqualTo(flowRun.toString());
            assertThat(frame.path("log").path("task_run_id").isNull()).isTrue();
            assertThat(frame.path("log").path("timestamp").asText()).isEqualTo("2026-11-23T01:18:52.004001Z");
        }
    }

    @Test
    void aBadFilterIsABreachOfTheProtocol() {
        try (var socket = SocketClient.open(Client.port(), "/api/logs/out").authenticated()) {
            assertThat(socket.send("{\"type\":\"filter\",\"filter\":{\"x\":1}}").awaitClosed())
                    .isEqualTo(1002);
        }
    }

    @Test
    void aWatcherThatDoesNotReadIsSentAway() {
        try (var socket = SocketClient.open(Client.port(), "/api/logs/out").authenticated()) {
            socket.send("{\"type\":\"filter\",\"filter\":{\"flow_run_id\":{\"any_\":[\"" + flowRun + "\"]}}}");
            socket.ping("subscribed").awaitHeard("pong subscribed");
            socket.stopReading();
            String large = line(20, "x".repeat(900_000));
            for (int batch = 0; batch < 10; batch++) {
                assertThat(post("[" + large + "," + large + "]").statusCode()).isEqualTo(201);
            }
            socket.readOn();

            assertThat(socket.awaitClosed()).isEqualTo(1011);
        }
    }

    private static HttpResponse<String> post(String body) {
        return Client.send(Client.admin("/api/logs/").POST(Client.body(body)));
    }

    private String line(int level, String message) {
        return "{\"name\":\"prefect.flow_runs\",\"level\":" + level + ",\"message\":\"" + message
                + "\",\"timestamp\":\"2026-11-23T01:18:52.004001Z\",\"flow_run_id\":\"" + flowRun
                + "\",\"task_run_id\":null}";
    }
}
