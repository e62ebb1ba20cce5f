package dev.slipway.builder.secret;

import dev.slipway.sealing.MasterKeys;
import dev.slipway.sealing.SecretBox;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Seals with the master key. */
@Dependent
class SecretBeans {
    @Produces
    @Singleton
    SecretBox box(
            @ConfigProperty(name = "slipway.master-key") String current,
            @ConfigProperty(name = "slipway.old-master-keys") Optional<List<String>> old) {
        return MasterKeys.of(Optional.of(current), old).box();
    }
}
