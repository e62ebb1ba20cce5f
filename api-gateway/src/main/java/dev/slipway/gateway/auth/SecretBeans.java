package dev.slipway.gateway.auth;

import dev.slipway.sealing.MasterKeys;
import dev.slipway.sealing.SecretBox;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The keys of the gateway; what seals or signs uses keys derived from them, one per purpose. */
@Dependent
class SecretBeans {
    @Produces
    @Singleton
    MasterKeys keys(AuthConfig config) {
        return MasterKeys.of(Optional.of(config.masterKey()), config.oldMasterKeys());
    }

    @Produces
    @Singleton
    SecretBox box(MasterKeys keys) {
        return keys.box("slipway gateway secrets v1");
    }
}
