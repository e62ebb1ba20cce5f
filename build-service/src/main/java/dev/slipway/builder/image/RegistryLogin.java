package dev.slipway.builder.image;

/** Credentials for a registry. */
public record RegistryLogin(String address, String username, String password) {
    @Override
    public String toString() {
        return "RegistryLogin[" + address + "]";
    }
}
