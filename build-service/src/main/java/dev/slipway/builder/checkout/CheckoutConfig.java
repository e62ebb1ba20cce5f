package dev.slipway.builder.checkout;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of a checkout. */
@ConfigMapping(prefix = "slipway.checkout")
interface CheckoutConfig {
    /** How long fetching and unpacking may take together; 5 min by default. */
    @WithDefault("5m")
    Duration timeout();

    /** The size up to which a commit's files are accepted, and what is fetched for them; 1 GiB by default. */
    @WithDefault("1G")
    MemorySize maxSize();

    /** The git command; {@code git} by default. */
    @WithDefault("git")
    String git();
}
