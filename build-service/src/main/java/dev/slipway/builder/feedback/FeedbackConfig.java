package dev.slipway.builder.feedback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Settings of what GitLab is told. */
@ConfigMapping(prefix = "slipway.feedback")
interface FeedbackConfig {
    /** Where people reach the gateway ({@code SLIPWAY_PUBLIC_URL}), for links to builds; http://127.0.0.1:4200 by default. */
    URI publicUrl();

    /** The safety net: how often statuses that wait are looked up without a signal; 2 s by default. */
    @WithDefault("2s")
    Duration pollEvery();

    /** How long a status stays this process's while GitLab is asked; 1 min by default. */
    @WithDefault("1m")
    Duration lease();

    /** How long a status is tried; after that nobody looks at it; 24 h by default. */
    @WithDefault("24h")
    Duration giveUpAfter();

    /** How long it is kept what was told; 7 d by default. */
    @WithDefault("7d")
    Duration keep();
}
