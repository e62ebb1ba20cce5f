package dev.slipway.builder.auth;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Credentials between services. */
@ConfigMapping(prefix = "slipway.service")
interface ServiceConfig {
    /** The tokens that callers must show; a caller without one here can't call. */
    Accepted accepted();

    /** One token per service. */
    interface Accepted {
        /** The gateway's token; none by default. */
        Optional<String> gateway();

        /** The scheduler's token; none by default. */
        Optional<String> scheduler();

        /** The dispatcher's token; none by default. */
        Optional<String> dispatcher();
    }
}
