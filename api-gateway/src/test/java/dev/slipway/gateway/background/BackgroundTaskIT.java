package dev.slipway.gateway.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import dev.slipway.gateway.standin.SocketClient;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@GatewayTest
class BackgroundTaskIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "/api/task_runs/subscriptions/scheduled";

    private final String client = "host-" + UUID.randomUUID();
    private final String one = "{\"id\":\"" + UUID.randomUUID() + "\",\"name\":\"sweep\",\"state\":null}";
    private final String two = "{\"id\":\"" + UUID.randomUUID() + "\",\"name\":\"sweep\",\"state\":null}";

    @AfterEach
    void forgetTheTasks() {
        waiting();
    }

    @Test
    void aWorkerGetsOneTaskAndTheNextAfterItsAcknowledgement() {
        try (var worker = subscribed()) {
            waiting(one, two);
            worker.awaitHeard("text " + one);
            awaitTold(said -> said.path("holding").asText().equals(id(one)));
            assertThat(worker.heard()).doesNotContain("text " + two);

            worker.send("{\"type\":\"ack\"}");

            worker.awaitHeard("text " + two);
            assertThat(acknowledged()).containsExactly(id(one));
        }
    }

    @Test
    void theSchedulerHearsThatASocketIsGone() {
        String session;
        try (var _ = subscribed()) {
            session = awaitTold(said -> true).path("session").asText();
        }
        await().atMost(PATIENCE).until(() -> control().path("gone").toString().contains(session));
    }

    @Test
    void quittingIsAGoodByeAndAnythingElseABreachOfTheProtocol() {
        try (var leaving = subscribed();
                var rude = subscribed()) {
            assertThat(leaving.send("{\"type\":\"quit\"}").awaitClosed()).isEqualTo(1000);
            assertThat(rude.send("{\"type\":\"ack\"}").awaitClosed()).isEqualTo(4001);
        }
    }

    @Test
    void aSubscriptionNamesTasksAndItsClient() {
        for (String frame : List.of(
                "nonsense",
                "{\"type\":\"filter\"}",
                "{\"type\":\"subscribe\"}",
                "{\"type\":\"subscribe\",\"keys\":[],\"client_id\":\"me\"}",
                "{\"type\":\"subscribe\",\"keys\":[1],\"client_id\":\"me\"}",
                "{\"type\":\"subscribe\",\"keys\":[\"a\"]}")) {
            try (var socket = SocketClient.open(Client.port(), PATH).authenticated()) {
                assertThat(socket.send(frame).awaitClosed()).as(frame).isEqualTo(4001);
            }
        }
    }

    @Test
    void withoutACredentialNobodyListens() {
        try (var socket = SocketClient.open(Client.port(), PATH)) {
            assertThat(socket.send("{\"type\":\"auth\",\"token\":\"wrong:wrong\"}")
                            .awaitClosed())
                    .isEqualTo(1008);
        }
    }

    private SocketClient subscribed() {
        return SocketClient.open(Client.port(), PATH)
                .authenticated()
                .send("{\"type\":\"subscribe\",\"keys\":[\"sweep-1\",\"wash-2\"],\"client_id\":\"" + client + "\"}");
    }

    /** What the stand-in for the scheduler hands out, one to each who waits. */
    private static void waiting(String... taskRuns) {
        Client.send(Client.standIn("/control/task-runs").POST(Client.body("[" + String.join(",", taskRuns) + "]")));
    }

    private JsonNode awaitTold(java.util.function.Predicate<JsonNode> wanted) {
        await().atMost(PATIENCE).until(() -> told() != null && wanted.test(told()));
        return java.util.Objects.requireNonNull(told());
    }

    /** What the scheduler was told last about this test's worker. */
    private @org.jspecify.annotations.Nullable JsonNode told() {
        for (JsonNode worker : control().path("workers")) {
            if (worker.path("client").asText().equals(client)) {
                return worker;
            }
        }
        return null;
    }

    private static List<String> acknowledged() {
        return control()
                .path("acknowledged")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode control() {
        return Client.json(Client.send(Client.standIn("/control/rounds").GET()));
    }

    private static String id(String taskRun) {
        return taskRun.substring(7, 43);
    }
}
