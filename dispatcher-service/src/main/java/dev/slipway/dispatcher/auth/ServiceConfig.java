package dev.slipway.dispatcher.auth;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The tokens that other services show here. A service without one is not let in. */
@ConfigMapping(prefix = "slipway.service.accepted")
interface ServiceConfig {
    /** The gateway's token; none by default. */
    Optional<String> gateway();

    /** The builder's token; none by default. */
    Optional<String> builder();

    /** The scheduler's token; none by default. */
    Optional<String> scheduler();
}
