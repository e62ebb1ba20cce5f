package dev.slipway.builder.registry;

import org.jspecify.annotations.Nullable;

/**
 * What a user says about a registry.
 *
 * @param login {@code static}, {@code expiring} or {@code ecr}; by the other fields if missing
 * @param expiresAt until when the password of an expiring login is good
 * @param region of the registry of an {@code ecr} login
 * @param endpoint where an {@code ecr} login's key is exchanged, if not where the region says
 */
record RegistryRequest(
        @Nullable String name,
        @Nullable String address,
        @Nullable String login,
        @Nullable String username,
        @Nullable String password,
        @Nullable String expiresAt,
        @Nullable String region,
        @Nullable String accessKeyId,
        @Nullable String secretAccessKey,
        @Nullable String endpoint) {
    @Override
    public String toString() {
        return "RegistryRequest[" + name + " at " + address + "]";
    }
}
