package dev.slipway.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import dev.slipway.gateway.standin.SocketClient;
import dev.slipway.testkit.SequentialIds;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@GatewayTest
class CredentialIT {
    private static final String ATTEMPT =
            "{\"workspace\":\"default\",\"flowRunId\":\"" + SequentialIds.number(9) + "\",\"attempt\":2}";

    @Test
    void theDispatcherGetsACredentialThatOpensTheApiAndTheSockets() {
        HttpResponse<String> answer = ask(ATTEMPT);

        assertThat(answer.statusCode()).isEqualTo(200);
        String authString = Client.json(answer).path("authString").asText();
        assertThat(authString).startsWith("attempt." + SequentialIds.number(9) + ".2:");
        assertThat(Client.json(ask(ATTEMPT)).path("authString").asText()).isEqualTo(authString);
        assertThat(Client.send(Client.anonymous("/api/flows").header("Authorization", "Bearer " + authString))
                        .statusCode())
                .isEqualTo(200);
        try (var socket = SocketClient.open(Client.port(), "/api/events/in")) {
            socket.send("{\"type\":\"auth\",\"token\":\"" + authString + "\"}")
                    .awaitHeard("text {\"type\":\"auth_success\"}");
        }
    }

    @Test
    void whatIsNoAttemptGetsNone() {
        for (String body : new String[] {
            "nonsense",
            "{}",
            ATTEMPT.replace(":2}", ":0}"),
            ATTEMPT.replace(":2}", ":-1}"),
            ATTEMPT.replace("default", "other"),
            ATTEMPT.replace("\"flowRunId\":\"", "\"flowRunId\":\"x")
        }) {
            assertThat(ask(body).statusCode()).as(body).isEqualTo(422);
        }
    }

    private static HttpResponse<String> ask(String body) {
        return Client.send(Client.anonymous("/internal/v1/attempt-credentials")
                .header("X-Slipway-Service", "dispatcher:token-of-dispatcher")
                .POST(Client.body(body)));
    }
}
