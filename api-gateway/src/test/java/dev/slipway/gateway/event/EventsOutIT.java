package dev.slipway.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Json;
import dev.slipway.contracts.client.v1.EventRecorded;
import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import dev.slipway.gateway.standin.SocketClient;
import dev.slipway.testkit.Facts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@GatewayTest
class EventsOutIT {
    private final String resource = "prefect.flow-run." + UUID.randomUUID();

    @AfterEach
    void forgetTheBackfill() {
        backfill("[]");
        answerFilters(200);
    }

    @Test
    void recordedEventsComeLiveAsTheFilterWantsThem() throws Exception {
        UUID wanted = UUID.randomUUID();
        try (var socket = subscribed();
                Facts facts = Facts.ofThisTest()) {
            facts.send(recorded("default", UUID.randomUUID(), "somebody.else"));
            facts.send(recorded("other", UUID.randomUUID(), resource));
            facts.send(recorded("default", wanted, resource));

            awaitEvent(socket, wanted);
            assertThat(ids(socket)).containsExactly(wanted.toString());
        }
    }

    @Test
    void theBackfillComesFirstPageByPageAndNothingComesTwice() throws Exception {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        UUID live = UUID.randomUUID();
        backfill("[" + event(first, resource) + "," + event(second, resource) + "]");
        try (var socket = subscribed();
                Facts facts = Facts.ofThisTest()) {
            awaitEvent(socket, second);
            facts.send(recorded("default", second, resource));
            facts.send(recorded("default", live, resource));
            facts.send(recorded("default", live, resource));
            UUID last = UUID.randomUUID();
            facts.send(recorded("default", last, resource));

            awaitEvent(socket, last);
            assertThat(ids(socket))
                    .containsExactly(first.toString(), second.toString(), live.toString(), last.toString());
        }
    }

    @Test
    void theBackfillIsAskedForOldestFirst() {
        try (var socket = subscribed()) {
            assertThat(ids(socket)).isEmpty();
            var asked = Client.json(
                    Client.send(Client.standIn("/control/last-filter").GET()));

            assertThat(asked.path("filter").path("order").asText()).isEqualTo("ASC");
            assertThat(asked.path("filter").path("occurred").path("since").asText())
                    .isGreaterThan(
                            Clock.systemUTC().instant().minusSeconds(1_000).toString());
            assertThat(asked.path("limit").asInt()).isEqualTo(50);
        }
    }

    @Test
    void aWrongFirstMessageOrABadFilterIsABreachOfTheProtocol() {
        for (String frame : List.of(
                "nonsense",
                "{\"type\":\"subscribe\"}",
                "{\"type\":\"filter\"}",
                "{\"type\":\"filter\",\"filter\":{\"unknown\":1}}")) {
            try (var socket =
                    SocketClient.open(Client.port(), "/api/events/out").authenticated()) {
                assertThat(socket.send(frame).awaitClosed()).as(frame).isEqualTo(1002);
            }
        }
    }

    @Test
    void aFilterThatOnlyTheSchedulerRefusesIsABreachOfTheProtocolToo() {
        for (int status : List.of(400, 413, 422)) {
            answerFilters(status);
            try (var socket = subscribed()) {
                assertThat(socket.awaitClosed()).as("%d", status).isEqualTo(1002);
                assertThat(socket.heard()).last().asString().contains("Invalid filter: too many conditions");
            }
        }
    }

    @Test
    void aSchedulerThatCantAnswerNowIsTriedAgain() {
        for (int status : List.of(429, 500, 503)) {
            answerFilters(status);
            try (var socket = subscribed()) {
                assertThat(socket.awaitClosed()).as("%d", status).isEqualTo(1011);
            }
        }
    }

    @Test
    void aSubscriberThatSaysNoFilterIsClosed() {
        try (var socket = SocketClient.open(Client.port(), "/api/events/out").authenticated()) {
            assertThat(socket.awaitClosed()).isEqualTo(1002);
        }
    }

    @Test
    void theGatewayPingsAndALivingSubscriberStays() throws Exception {
        UUID late = UUID.randomUUID();
        try (var socket = subscribed();
                Facts facts = Facts.ofThisTest()) {
            // more than two rounds of pings
            await().during(Duration.ofMillis(2_500))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> socket.heard().stream().noneMatch(heard -> heard.startsWith("close")));
            facts.send(recorded("default", late, resource));

            awaitEvent(socket, late);
        }
    }

    private SocketClient subscribed() {
        var socket = SocketClient.open(Client.port(), "/api/events/out").authenticated();
        socket.send("{\"type\":\"filter\",\"filter\":{\"event\":null,\"any_resource\":{\"id\":[\"" + resource
                + "\"],\"id_prefix\":null,\"labels\":null},\"id\":{\"id\":[]},\"order\":\"DESC\"}}");
        // the backfill was asked for when the stand-in knows this filter
        await().until(() ->
                Client.send(Client.standIn("/control/last-filter").GET()).body().contains(resource));
        return socket;
    }

    private static void awaitEvent(SocketClient socket, UUID id) {
        await().untilAsserted(() -> assertThat(ids(socket)).contains(id.toString()));
    }

    private static List<String> ids(SocketClient socket) {
        return socket.heard().stream()
                .filter(heard -> heard.startsWith("text {\"type\":\"event\""))
                .map(heard -> heard.replaceAll(".*\"id\":\"([0-9a-f-]{36})\".*", "$1"))
                .toList();
    }

    private static void backfill(String events) {
        Client.send(Client.standIn("/control/backfill").POST(Client.body(events)));
    }

    private static void answerFilters(int status) {
        Client.send(Client.standIn("/control/filter-status").POST(Client.body(String.valueOf(status))));
    }

    private static Envelope<EventRecorded> recorded(String workspace, UUID id, String resource) throws Exception {
        Map<String, Object> event = Json.MAPPER.readValue(event(id, resource), new TypeReference<>() {});
        return new Envelope<>(
                UUID.randomUUID(),
                "/scheduler-service",
                Clock.systemUTC().instant(),
                null,
                null,
                null,
                new EventRecorded(workspace, id, resource, event));
    }

    private static String event(UUID id, String resource) {
        return "{\"occurred\":\"2026-11-23T01:18:53.366820Z\",\"event\":\"prefect.flow-run.Running\",\"resource\":"
                + "{\"prefect.resource.id\":\"" + resource + "\"},\"related\":[],\"payload\":{},\"id\":\"" + id + "\"}";
    }
}
