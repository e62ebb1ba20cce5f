package dev.slipway.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackfillTest {
    private static final Instant NOW = Instant.parse("2026-11-23T01:30:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                        | 2026-11-23T01:15:00Z",
                "{'occurred': null, 'order': 'DESC'}                       | 2026-11-23T01:15:00Z",
                "{'occurred': {'since': null}}                             | 2026-11-23T01:15:00Z",
                "{'occurred': {'since': '2026-11-23T01:29:00.5Z'}}         | 2026-11-23T01:29:00.500Z",
                "{'occurred': {'since': '2026-11-23 02:29:00+01:00'}}      | 2026-11-23T01:29:00Z",
                "{'occurred': {'since': '2020-01-01T00:00:00Z'}}           | 2026-11-23T01:15:00Z"
            })
    void theBackfillGoesAQuarterOfAnHourBackAtMostAndOldestFirst(String filter, String since) throws Exception {
        JsonNode asked = Backfill.ascending(json(filter), NOW);

        assertThat(asked.path("occurred").path("since").asText()).isEqualTo(since);
        assertThat(asked.path("order").asText()).isEqualTo("ASC");
    }

    private static JsonNode json(String singleQuoted) throws JsonProcessingException {
        return Json.MAPPER.readTree(singleQuoted.replace('\'', '"'));
    }
}
