package dev.slipway.local.serverbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Ids;
import dev.slipway.contracts.Json;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodiesTest {
    private static final String RUN = "01a205fc-b09f-7c79-9e5b-8e84248e5e18";

    @Test
    void statesAreProposedAsTheClientDoes() throws JsonProcessingException {
        JsonNode body = Json.MAPPER.readTree(Bodies.state("COMPLETED", RUN));
        assertThat(body.at("/state/name").asText()).isEqualTo("Completed");
        assertThat(body.at("/state/state_details/flow_run_id").asText()).isEqualTo(RUN);
        assertThat(body.path("force").asBoolean(true)).isFalse();
    }

    @Test
    void aBatchHasItsLines() throws JsonProcessingException {
        JsonNode lines = Json.MAPPER.readTree(Bodies.logLines(RUN, 100, Instant.EPOCH));
        assertThat(lines).hasSize(100);
        assertThat(lines.path(99).path("message").asText()).contains("row 99 ");
    }

    @Test
    void theIdOfAnAnswerIsItsOwnAndNotThatOfAPart() {
        assertThat(Bodies.id(Buffer.buffer("{\"state\": {\"id\": \"other\"}, \"id\": \"own\"}")))
                .isEqualTo("own");
    }

    @Test
    void eachStateOfATaskRunIsAnEventThatFollowsTheOneBefore() throws JsonProcessingException {
        var clock = Clock.systemUTC();
        List<JsonNode> events = new ArrayList<>();
        for (String event : new TaskRunEvents(clock, Ids.timeOrdered(clock)).of(RUN, 2)) {
            events.add(Json.MAPPER.readTree(event));
        }
        assertThat(events).hasSize(6);
        assertThat(events.get(2).path("event").asText()).isEqualTo("prefect.task-run.Completed");
        assertThat(events.get(2).path("follows")).isEqualTo(events.get(1).path("id"));
        assertThat(events.get(3).path("follows").isNull()).isTrue();
        assertThat(events.get(3).at("/resource/prefect.resource.id"))
                .isNotEqualTo(events.get(2).at("/resource/prefect.resource.id"));
    }
}
