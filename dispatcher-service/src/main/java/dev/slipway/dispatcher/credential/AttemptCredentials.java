package dev.slipway.dispatcher.credential;

import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.peer.Peers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** The credential that an attempt shows the API, and that is worth nothing once a later attempt has begun. */
@ApplicationScoped
public class AttemptCredentials {
    private final Peers peers;

    AttemptCredentials(Peers peers) {
        this.peers = peers;
    }

    /** Asks the gateway; the same attempt always gets the same one. */
    public String authString(AttemptKey key) {
        var body = Map.of("workspace", key.workspace(), "flowRunId", key.flowRunId(), "attempt", key.attempt());
        return peers.postToGateway("/internal/v1/attempt-credentials", body)
                .map(answer -> answer.path("authString").asText())
                .filter(authString -> !authString.isBlank())
                .orElseThrow(() -> new InfrastructureUnavailable("the gateway gave no credential", null));
    }
}
