package dev.slipway.scheduler.secret;

import dev.slipway.sealing.MasterKeys;
import dev.slipway.sealing.SecretBox;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Seals with a key of its own purpose; without a master key the service runs, and keeps no blocks. */
@Dependent
class SecretBeans {
    @Produces
    @Singleton
    SecretBox box(
            @ConfigProperty(name = "slipway.master-key") Optional<String> current,
            @ConfigProperty(name = "slipway.old-master-keys") Optional<List<String>> old) {
        return MasterKeys.of(current, old).box("slipway scheduler secrets v1");
    }
}
