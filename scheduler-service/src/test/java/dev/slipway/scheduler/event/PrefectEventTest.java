package dev.slipway.scheduler.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefectEventTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456789Z");

    @Test
    void whatIsSentOnIsWhatWasSentWithTheTimeOfReceipt() {
        var sent = event();

        var on = PrefectEvent.of(sent, NOW).toMap();

        assertThat(on)
                .containsEntry("id", sent.get("id"))
                .containsEntry("occurred", "2026-11-23T01:18:53.366820Z")
                .containsEntry("received", "2026-11-23T12:00:00.123456Z")
                .containsEntry("resource", sent.get("resource"))
                .containsEntry("related", sent.get("related"))
                .containsEntry("payload", sent.get("payload"));
        assertThat(PrefectEvent.of(on, Instant.EPOCH).toMap()).isEqualTo(on);
    }

    @Test
    void nulIsReplacedSinceTheDatabaseCannotKeepIt() {
        var sent = event();
        sent.put("payload", Map.of("a\0", List.of(Map.of("b", "c\0d"))));

        assertThat(PrefectEvent.of(sent, NOW).payload()).isEqualTo(Map.of("a\uFFFD", List.of(Map.of("b", "c\uFFFDd"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "occurred", "event", "resource"})
    void anEventWithoutThisIsNone(String field) {
        var sent = event();
        sent.remove(field);
        assertThatThrownBy(() -> PrefectEvent.of(sent, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eventsBeyondPrefectsLimitsAreRefused() {
        var longName = event();
        longName.put("event", "x".repeat(1_025));
        var related = event();
        related.put(
                "related", Collections.nCopies(101, Map.of("prefect.resource.id", "a", "prefect.resource.role", "b")));

        assertThatThrownBy(() -> PrefectEvent.of(longName, NOW)).hasMessage("the event is too large");
        assertThatThrownBy(() -> PrefectEvent.of(related, NOW)).hasMessage("the event is too large");
    }

    @Test
    void relatedObjectsAreFoundByTheirRole() {
        var event = PrefectEvent.of(event(), NOW);

        assertThat(event.relatedIn("flow-run", "prefect.flow-run"))
                .contains(UUID.fromString("8641ea96-7574-4622-a138-d5631b064e8a"));
        assertThat(event.relatedIn("flow", "prefect.flow")).isEmpty();
    }

    private static Map<String, Object> event() {
        return new HashMap<>(Map.of(
                "id",
                "01a205fc-09b6-7a1a-8e04-43fd3a55a66a",
                "occurred",
                "2026-11-23T01:18:53.366820+00:00",
                "event",
                "prefect.task-run.Pending",
                "resource",
                Map.of("prefect.resource.id", "prefect.task-run.01a205fc-09b6-7572-ab19-9fe007d58dba"),
                "related",
                List.of(Map.of(
                        "prefect.resource.id",
                        "prefect.flow-run.8641ea96-7574-4622-a138-d5631b064e8a",
                        "prefect.resource.role",
                        "flow-run")),
                "payload",
                Map.of("intended", Map.of("to", "PENDING"))));
    }
}
