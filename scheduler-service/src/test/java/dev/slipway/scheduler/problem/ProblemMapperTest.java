package dev.slipway.scheduler.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemMapperTest {
    private final ProblemMapper mapper = new ProblemMapper();

    static Stream<Response> answersWithoutDatabase() {
        var mapper = new ProblemMapper();
        return Stream.of(
                mapper.map(new PgException("the database system is starting up", "FATAL", "57P03", null)),
                mapper.map(new PgException("connection failure", "FATAL", "08006", null)),
                mapper.map(new IOException("Connection reset by peer")),
                mapper.map((Throwable) new VertxException("Timeout", true)));
    }

    @ParameterizedTest
    @MethodSource("answersWithoutDatabase")
    void clientsComeAgainForAsLongAsTheDatabaseIsAway(Response answer) {
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("1");
        assertThat(answer.getHeaderString("Prefect-Maintenance")).isEqualTo("true");
    }

    @Test
    void clientsDoNotRepeatWhatWillFailAgain() {
        Response answer = mapper.map(new PgException("syntax error", "ERROR", "42601", null));
        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getHeaders()).doesNotContainKeys("Retry-After", "Prefect-Maintenance");
    }
}
