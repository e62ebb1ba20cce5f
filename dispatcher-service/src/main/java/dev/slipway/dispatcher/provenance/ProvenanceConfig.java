package dev.slipway.dispatcher.provenance;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Where images have to come from. */
@ConfigMapping(prefix = "slipway.dispatcher.provenance")
interface ProvenanceConfig {
    /** The work pools whose runs have only images with a signed statement of this installation; {@code *} for all; none by default. */
    Optional<Set<String>> requiredPools();
}
