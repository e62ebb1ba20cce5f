package dev.slipway.builder.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How keys are exchanged for logins. */
@ConfigMapping(prefix = "slipway.registry.exchange")
interface ExchangeConfig {
    /** How long one exchange may take; 8 s by default. */
    @WithDefault("8s")
    Duration timeout();

    /** Where keys are exchanged whose registry names no endpoint, as behind a private link; where their regions say by default. */
    Optional<URI> endpoint();

    /** How long a login that a registry refuses is kept, so that no registry makes us exchange without pause; 1 min by default. */
    @WithDefault("1m")
    Duration keepRefused();
}
