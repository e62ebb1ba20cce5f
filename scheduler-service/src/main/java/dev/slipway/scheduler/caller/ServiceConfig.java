package dev.slipway.scheduler.caller;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Tokens by which the other services are known. */
@ConfigMapping(prefix = "slipway.service.accepted")
public interface ServiceConfig {
    /** Token of the gateway; none by default, and then nobody can call as the gateway. */
    Optional<String> gateway();

    /** Token of build-service; none by default. */
    Optional<String> builder();

    /** Token of dispatcher-service; none by default. */
    Optional<String> dispatcher();
}
