package dev.slipway.builder.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registry as users see it: without its secrets.
 *
 * @param login {@code static}, {@code expiring} or {@code ecr}
 * @param loginState of an expiring login: {@code VALID}, {@code EXPIRES_SOON} or {@code EXPIRED}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RegistryView(
        String name,
        String address,
        String login,
        @Nullable String username,
        @Nullable Instant expiresAt,
        @Nullable LoginState loginState,
        @Nullable String region,
        @Nullable String accessKeyId,
        @Nullable URI endpoint) {
    static RegistryView of(Registry registry, ExpiryConfig config, Instant now) {
        String name = registry.name();
        String address = registry.address();
        return switch (registry.login()) {
            case Login.Static fixed ->
                new RegistryView(name, address, "static", fixed.username(), null, null, null, null, null);
            case Login.Expiring token -> {
                var state = LoginState.of(token, config.warnBefore(), now);
                yield new RegistryView(
                        name, address, "expiring", token.username(), token.expiresAt(), state, null, null, null);
            }
            case Login.Exchanged key ->
                new RegistryView(name, address, "ecr", null, null, null, key.region(), key.username(), key.endpoint());
        };
    }
}
