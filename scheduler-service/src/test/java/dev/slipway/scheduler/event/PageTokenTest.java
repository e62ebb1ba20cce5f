package dev.slipway.scheduler.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PageTokenTest {
    @Test
    void tokenIsReadAsItWasWritten() {
        var token = new PageToken(
                new JsonObject().put("order", "ASC"),
                20,
                55,
                Instant.parse("2026-11-23T12:00:00.000001Z"),
                new EventRepository.Position(Instant.parse("2026-11-23T11:00:00.123456Z"), UUID.randomUUID()));

        assertThat(PageToken.decode(token.encode())).isEqualTo(token);
    }

    @Test
    void whatIsNoTokenIsRefused() {
        assertThatThrownBy(() -> PageToken.decode("nonsense")).isInstanceOf(ApiProblem.class);
        assertThatThrownBy(() -> PageToken.decode("e30")).isInstanceOf(ApiProblem.class);
    }
}
