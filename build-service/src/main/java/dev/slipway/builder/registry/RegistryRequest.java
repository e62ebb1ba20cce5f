package dev.slipway.builder.registry;

import org.jspecify.annotations.Nullable;

/** What a user says about a registry. */
record RegistryRequest(
        @Nullable String name,
        @Nullable String address,
        @Nullable String username,
        @Nullable String password) {}
