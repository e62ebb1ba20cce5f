package dev.slipway.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.contracts.client.v1.ClientEventReceived;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientEventMapperTest {
    private static final Instant NOW = Instant.parse("2026-11-23T01:18:53.500Z");
    private static final UUID GIVEN = UUID.fromString("00000000-0000-7000-8000-000000000001");

    /** As prefect 3.8.8 sends it, shortened. */
    private static final String TASK_RUN = """
            {"occurred": "2026-11-23T01:18:53.366820Z", "event": "prefect.task-run.Pending",
             "resource": {"prefect.resource.id": "prefect.task-run.01a205fc-09b6-7572-ab19-9fe007d58dba",
                          "prefect.resource.name": "greet-18c", "prefect.orchestration": "client"},
             "related": [
               {"prefect.resource.id": "prefect.flow-run.8641ea96-7574-4622-a138-d5631b064e8a",
                "prefect.resource.role": "flow-run", "prefect.resource.name": "ultramarine-oxpecker"},
               {"prefect.resource.id": "prefect.tag.ci", "prefect.resource.role": "tag"}],
             "payload": {"intended": {"from": null, "to": "PENDING"}, "total_run_time": 0.0},
             "id": "01a205fc-09b6-7a1a-8e04-43fd3a55a66a", "follows": null}""";

    private final ClientEventMapper mapper = new ClientEventMapper("default", () -> GIVEN);

    @Test
    void aRealFrameBecomesAFactOfItsFlowRun() {
        ClientEventReceived fact = mapper.received(TASK_RUN, NOW);

        assertThat(fact.eventId()).hasToString("01a205fc-09b6-7a1a-8e04-43fd3a55a66a");
        assertThat(fact.key()).isEqualTo("8641ea96-7574-4622-a138-d5631b064e8a");
        assertThat(fact.resourceId()).isEqualTo("prefect.task-run.01a205fc-09b6-7572-ab19-9fe007d58dba");
        assertThat(fact.receivedAt()).isEqualTo(NOW);
        assertThat(fact.event())
                .containsEntry("event", "prefect.task-run.Pending")
                .containsEntry("follows", null);
        assertThat(fact.event().get("payload"))
                .isEqualTo(Map.of("intended", nullable("from", null, "to", "PENDING"), "total_run_time", 0.0));
    }

    @Test
    void anEventOfNoFlowRunIsKeyedByItsResource() {
        assertThat(mapper.received(minimal(""), NOW).key()).isEqualTo("x.1");
        assertThat(mapper.received(minimal(", \"related\": null, \"payload\": null"), NOW)
                        .flowRunId())
                .isNull();
    }

    @Test
    void anEventWithoutIdGetsOne() {
        ClientEventReceived fact = mapper.received(minimal(""), NOW);

        assertThat(fact.eventId()).isEqualTo(GIVEN);
        assertThat(fact.event()).containsEntry("id", GIVEN.toString());
    }

    @Test
    void theCharacterThatNoDatabaseStoresIsTakenOut() {
        ClientEventReceived fact = mapper.received(
                minimal(", \"payload\": {\"a\": \"x\\u0000y\", \"b\": [\"\\u0000\", {\"c\": \"\\u0000z\"}]}"), NOW);

        assertThat(fact.event().get("payload"))
                .isEqualTo(Map.of("a", "xy", "b", java.util.List.of("", Map.of("c", "z"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "null",
                "{}",
                "{\"event\": 1, \"occurred\": \"2026-11-23T01:18:53Z\", \"resource\": {\"prefect.resource.id\": \"x\"}}",
                "{\"event\": \" \", \"occurred\": \"2026-11-23T01:18:53Z\", \"resource\": {\"prefect.resource.id\": \"x\"}}",
                "{\"event\": \"e\", \"occurred\": \"yesterday\", \"resource\": {\"prefect.resource.id\": \"x\"}}",
                "{\"event\": \"e\", \"resource\": {\"prefect.resource.id\": \"x\"}}",
                "{\"event\": \"e\", \"occurred\": \"2026-11-23T01:18:53Z\"}",
                "{\"event\": \"e\", \"occurred\": \"2026-11-23T01:18:53Z\", \"resource\": {}}",
                "{\"event\": \"e\", \"occurred\": \"2026-11-23T01:18:53Z\", \"resource\": {\"prefect.resource.id\": \"\"}}"
            })
    void whatIsNoEventIsRefused(String frame) {
        assertThatThrownBy(() -> mapper.received(frame, NOW)).isInstanceOf(InvalidEvent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"id\": \"1\"",
                ", \"payload\": []",
                ", \"related\": {}",
                ", \"related\": [{}]",
                ", \"related\": [{\"prefect.resource.id\": \"y\"}]"
            })
    void anOddPartMakesTheWholeOdd(String part) {
        assertThatThrownBy(() -> mapper.received(minimal(part), NOW)).isInstanceOf(InvalidEvent.class);
    }

    @Test
    void prefectsLimitsHold() {
        String name = "e".repeat(1025);
        String labels =
                IntStream.range(0, 500).mapToObj(i -> "\"l" + i + "\": \"v\"").collect(Collectors.joining(","));
        String related = IntStream.range(0, 101)
                .mapToObj(i -> "{\"prefect.resource.id\": \"r\", \"prefect.resource.role\": \"x\"}")
                .collect(Collectors.joining(","));

        assertThatThrownBy(() -> mapper.received(minimal("").replace("\"e\"", "\"" + name + "\""), NOW))
                .hasMessageContaining("1024");
        assertThatThrownBy(() -> mapper.received(minimal("").replace("\"x.1\"", "\"x.1\", " + labels), NOW))
                .hasMessageContaining("500");
        assertThatThrownBy(() -> mapper.received(minimal(", \"related\": [" + related + "]"), NOW))
                .hasMessageContaining("100");
        assertThatThrownBy(
                        () -> mapper.received(minimal(", \"payload\": {\"a\": \"" + "ü".repeat(750_000) + "\"}"), NOW))
                .hasMessageContaining("1500000");
    }

    private static String minimal(String more) {
        return "{\"event\": \"e\", \"occurred\": \"2026-11-23 01:18:53+00:00\", \"resource\": {\"prefect.resource.id\": \"x.1\"}"
                + more + "}";
    }

    private static Map<String, @org.jspecify.annotations.Nullable Object> nullable(
            String first, @org.jspecify.annotations.Nullable Object firstValue, String second, Object secondValue) {
        var map = new java.util.HashMap<String, @org.jspecify.annotations.Nullable Object>();
        map.put(first, firstValue);
        map.put(second, secondValue);
        return map;
    }
}
