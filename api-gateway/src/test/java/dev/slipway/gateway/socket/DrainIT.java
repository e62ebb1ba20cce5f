package dev.slipway.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import dev.slipway.gateway.standin.SocketClient;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Has a gateway of its own, because it ends it. */
@GatewayTest
@TestProfile(DrainIT.OwnGateway.class)
class DrainIT {
    @Inject
    OpenSockets sockets;

    @Test
    void whenTheGatewayGoesEverySocketIsClosedSoThatItsClientReturns() {
        try (var in = SocketClient.open(Client.port(), "/api/events/in").authenticated();
                var out = SocketClient.open(Client.port(), "/api/events/out").authenticated();
                var logs = SocketClient.open(Client.port(), "/api/logs/out")) {
            sockets.drain();

            assertThat(in.awaitClosed()).isEqualTo(1012);
            assertThat(out.awaitClosed()).isEqualTo(1012);
            assertThat(logs.awaitClosed()).isEqualTo(1012);
            assertThat(Client.send(Client.anonymous("/api/ready")).statusCode()).isEqualTo(503);
            assertThat(Client.send(Client.anonymous("/api/health")).statusCode())
                    .isEqualTo(200);
        }
    }

    /** A profile makes the gateway start anew. */
    public static final class OwnGateway implements QuarkusTestProfile {}
}
