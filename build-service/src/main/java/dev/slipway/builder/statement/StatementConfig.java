package dev.slipway.builder.statement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Of the statements about images. */
@ConfigMapping(prefix = "slipway.statement")
interface StatementConfig {
    /** Who says so, as a URI; {@code urn:slipway:builder} by default. */
    @WithDefault("urn:slipway:builder")
    String builderId();
}
