package dev.slipway.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.client.v1.ClientEventReceived;
import dev.slipway.gateway.standin.AckGate;
import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import dev.slipway.gateway.standin.SocketClient;
import dev.slipway.testkit.Facts;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@GatewayTest
class EventsInIT {
    @Inject
    AckGate kafka;

    @AfterEach
    void openTheGate() {
        kafka.open();
    }

    @Test
    void aFrameBecomesAFactAndItsPingIsAnswered() {
        UUID id = UUID.randomUUID();
        try (var socket = SocketClient.open(Client.port(), "/api/events/in").ping("first");
                Facts facts = Facts.ofThisTest()) {
            socket.awaitHeard("pong first");
            socket.authenticated().send(event(id)).ping("after").awaitHeard("pong after");

            var fact = facts.awaitOne(
                    ClientEventReceived.class, event -> event.eventId().equals(id));
            assertThat(fact.data().workspace()).isEqualTo("default");
            assertThat(fact.data().event()).containsEntry("event", "a.test").containsEntry("id", id.toString());
        }
    }

    @Test
    void aPingIsAnsweredOnlyWhenKafkaHasEverythingBeforeIt() {
        try (var socket = SocketClient.open(Client.port(), "/api/events/in").authenticated()) {
            kafka.close();
            socket.send(event(UUID.randomUUID())).send(event(UUID.randomUUID())).ping("after two");
            await().until(() -> kafka.waiting() == 2);

            await().during(Duration.ofMillis(700))
                    .atMost(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(socket.heard()).doesNotContain("pong after two"));

            kafka.open();
            socket.awaitHeard("pong after two");
        }
    }

    @Test
    void whatKafkaDoesNotTakeIsNeverConfirmed() {
        try (var socket = SocketClient.open(Client.port(), "/api/events/in").authenticated()) {
            kafka.fail();
            socket.send(event(UUID.randomUUID())).ping("never");

            assertThat(socket.awaitClosed()).isEqualTo(1011);
            assertThat(socket.heard()).doesNotContain("pong never");
        }
    }

    @Test
    void whatIsNoEventIsDroppedAndTheSocketLivesOn() {
        UUID id = UUID.randomUUID();
        try (var socket = SocketClient.open(Client.port(), "/api/events/in").authenticated();
                Facts facts = Facts.ofThisTest()) {
            socket.send("nonsense")
                    .send("{}")
                    .send("{\"x\":\"" + "y".repeat(1_500_000) + "\"}")
                    .send(event(id))
                    .ping("after")
                    .awaitHeard("pong after");

            assertThat(facts.awaitOne(ClientEventReceived.class, event -> event.eventId()
                                    .equals(id))
                            .data()
                            .resourceId())
                    .isEqualTo("a.resource");
        }
    }

    @Test
    void aLargeEventIsTaken() {
        UUID id = UUID.randomUUID();
        String large = event(id).replace("\"payload\":{}", "\"payload\":{\"x\":\"" + "y".repeat(1_400_000) + "\"}");
        try (var socket = SocketClient.open(Client.port(), "/api/events/in").authenticated();
                Facts facts = Facts.ofThisTest()) {
            socket.send(large).ping("after").awaitHeard("pong after");

            assertThat(facts.awaitOne(ClientEventReceived.class, event -> event.eventId()
                                    .equals(id))
                            .data()
                            .event())
                    .containsKey("payload");
        }
    }

    @Test
    void manyEventsArriveInTheirOrderThoughTheSocketIsReadNoFurtherInBetween() {
        UUID flowRun = UUID.randomUUID();
        try (var socket = SocketClient.open(Client.port(), "/api/events/in").authenticated();
                Facts facts = Facts.ofThisTest()) {
            kafka.close();
            for (int number = 0; number < 1_500; number++) {
                socket.send(event(UUID.randomUUID())
                        .replace("\"a.test\"", "\"number." + number + "\"")
                        .replace(
                                "\"related\":[]",
                                "\"related\":[{\"prefect.resource.id\":\"prefect.flow-run." + flowRun
                                        + "\",\"prefect.resource.role\":\"flow-run\"}]"));
            }
            socket.ping("after all");
            await().atMost(Duration.ofSeconds(40)).until(() -> kafka.waiting() >= 1_000);
            kafka.open();
            socket.awaitHeard("pong after all");

            var events = facts.within(
                    Duration.ofSeconds(3), ClientEventReceived.class, event -> flowRun.equals(event.flowRunId()));
            assertThat(events).hasSize(1_500);
            for (int number = 0; number < 1_500; number++) {
                assertThat(events.get(number).data().event()).containsEntry("event", "number." + number);
            }
        }
    }

    @Test
    void eventsCanBePosted() {
        UUID id = UUID.randomUUID();

        HttpResponse<String> answer = Client.send(Client.admin("/api/events").POST(Client.body("[" + event(id) + "]")));

        assertThat(answer.statusCode()).isEqualTo(204);
        try (Facts facts = Facts.ofThisTest()) {
            assertThat(facts.awaitOne(ClientEventReceived.class, event -> event.eventId()
                                    .equals(id))
                            .data()
                            .resourceId())
                    .isEqualTo("a.resource");
        }
    }

    @Test
    void aPostIsTakenAsAWholeOrNotAtAll() {
        String body = "[" + event(UUID.randomUUID()) + ",{}]";

        HttpResponse<String> answer = Client.send(Client.admin("/api/events").POST(Client.body(body)));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Client.json(answer).path("exception_message").asText()).isEqualTo("Invalid request received.");
    }

    @Test
    void aPostThatKafkaDoesNotTakeMayBeTriedAgain() {
        kafka.fail();

        HttpResponse<String> answer =
                Client.send(Client.admin("/api/events").POST(Client.body("[" + event(UUID.randomUUID()) + "]")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    static String event(UUID id) {
        return "{\"id\":\"" + id + "\",\"occurred\":\"2026-11-23T01:18:53.366820Z\",\"event\":\"a.test\","
                + "\"resource\":{\"prefect.resource.id\":\"a.resource\"},\"related\":[],\"payload\":{},\"follows\":null}";
    }
}
