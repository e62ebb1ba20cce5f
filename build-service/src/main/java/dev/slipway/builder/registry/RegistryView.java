package dev.slipway.builder.registry;

/** A registry as users see it: without its password. */
record RegistryView(String name, String address, String username) {
    static RegistryView of(Registry registry) {
        return new RegistryView(registry.name(), registry.address(), registry.username());
    }
}
