package dev.slipway.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import org.junit.jupiter.api.Test;

@GatewayTest
class TraceIT {
    private static final String P = "/slipway/v1/provenance/";

    @Test
    void theServicesAreAskedForWhatTheOnesBeforeThemNamed() {
        var answer = Client.send(Client.admin(P + "commits/c0ffee0"));

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode trail = Client.json(answer);
        assertThat(trail.path("builds")).hasSize(1);
        assertThat(trail.path("deploymentVersions")).hasSize(1);
        assertThat(trail.path("runs")
                        .path(0)
                        .path("jobs")
                        .path(0)
                        .path("exitReason")
                        .asText())
                .isEqualTo("EXITED");
        assertThat(trail.path("missing").toString()).contains("The delivery of the push is not known to the gateway.");
    }

    @Test
    void aServiceThatDoesNotAnswerIsAGapThatIsTold() {
        JsonNode trail = Client.json(Client.send(Client.admin(P + "commits/badc0de")));

        assertThat(trail.path("missing").toString()).contains("The builder did not answer; what it knows is left out.");
    }

    @Test
    void whatNobodyKnowsIsNotThereAndWhatCannotBeIsRefused() {
        assertThat(Client.send(Client.admin(P + "commits/1234567")).statusCode())
                .isEqualTo(404);
        assertThat(Client.send(Client.admin(P + "commits/xyz")).statusCode()).isEqualTo(422);
        assertThat(Client.send(Client.anonymous(P + "commits/c0ffee0")).statusCode())
                .isEqualTo(401);
    }
}
