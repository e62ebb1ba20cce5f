package dev.slipway.gateway.auth;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Credentials that the gateway knows; each comes from the environment. */
@ConfigMapping(prefix = "slipway.gateway.auth")
public interface AuthConfig {
    /** The administrator's {@code name:token} ({@code SLIPWAY_API_AUTH_STRING}); no default. */
    String admin();

    /** 32 random bytes in Base64 ({@code SLIPWAY_MASTER_KEY}), from which every other key is derived; no default. */
    String masterKey();

    /** Keys of before that still open what they sealed and signed ({@code SLIPWAY_OLD_MASTER_KEYS}); none by default. */
    Optional<List<String>> oldMasterKeys();

    /** The builder's token; none by default, which refuses it. */
    Optional<String> acceptedBuilder();

    /** The scheduler's token; none by default, which refuses it. */
    Optional<String> acceptedScheduler();

    /** The dispatcher's token; none by default, which refuses it. */
    Optional<String> acceptedDispatcher();
}
