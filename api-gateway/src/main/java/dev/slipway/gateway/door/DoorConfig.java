package dev.slipway.gateway.door;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the gateway listens beside {@code quarkus.http.host}. */
@ConfigMapping(prefix = "slipway.gateway.door")
interface DoorConfig {
    /**
     * More addresses ({@code SLIPWAY_GATEWAY_ADDITIONAL_ADDRESSES}), as {@code 172.17.0.1} or {@code 172.17.0.1:4300}; none by
     * default.
     */
    Optional<List<String>> additionalAddresses();

    /** The port on addresses that don't name one; that of Quarkus by default. */
    int port();

    /** How long to wait before trying again an address that is not there yet, as a bridge before Docker starts; 5 s by default. */
    @WithDefault("5s")
    Duration retryEvery();
}
