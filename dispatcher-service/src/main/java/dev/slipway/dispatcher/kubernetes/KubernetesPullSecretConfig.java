package dev.slipway.dispatcher.kubernetes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How pull secrets are kept fresh and tidied away. */
@ConfigMapping(prefix = "slipway.dispatcher.kubernetes.pull-secrets")
interface KubernetesPullSecretConfig {
    /** How often the secrets that live Jobs use are compared with the registries' logins; 1 min by default. */
    @WithDefault("1m")
    Duration refreshEvery();

    /** How long a secret stays that no live Job uses; 1 h by default, at least 1 min, so that none goes before the Job that it is for comes. */
    @WithDefault("1h")
    Duration keepUnused();
}
