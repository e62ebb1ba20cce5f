package dev.slipway.local.client;

import java.net.URI;

/**
 * Where a running Slipway can be reached, and how.
 *
 * @param authString the administrator's {@code name:token}
 * @param bootstrapServers of the event log
 */
public record RunningSlipway(URI gatewayUrl, String authString, String bootstrapServers, Registry registry) {

    /** The private registry for images. */
    public record Registry(String address, String username, String password) {}

    /** A client of the gateway. */
    public GatewayClient client() {
        return new GatewayClient(gatewayUrl, authString);
    }
}
