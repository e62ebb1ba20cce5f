package dev.slipway.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

@GatewayTest
@TestProfile(UnreachableServiceIT.NothingListens.class)
class UnreachableServiceIT {
    @Test
    void aServiceThatIsAwayIsAReasonToTryAgain() {
        HttpResponse<String> answer = Client.send(Client.admin("/api/flows").POST(Client.body("{}")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("Prefect-Maintenance")).contains("true");
        assertThat(answer.body()).isEqualTo("{\"exception_message\":\"Service Unavailable\"}");
    }

    @Test
    void aProjectIsNotHalfMade() {
        String body =
                "{\"slug\":\"half-made\",\"gitUrl\":\"https://gl/x.git\",\"registry\":\"local\",\"webhookToken\":\"a-hook-token\"}";

        assertThat(Client.send(Client.admin("/slipway/v1/projects").POST(Client.body(body)))
                        .statusCode())
                .isEqualTo(503);
        assertThat(Client.send(Client.anonymous("/hooks/gitlab/half-made").POST(Client.body("{}")))
                        .statusCode())
                .isEqualTo(404);
    }

    /** Port 1 is nobody's. */
    public static final class NothingListens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "slipway.gateway.upstream.scheduler", "http://127.0.0.1:1",
                    "slipway.gateway.upstream.builder", "http://127.0.0.1:1");
        }
    }
}
