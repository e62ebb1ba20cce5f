package dev.slipway.builder.registry;

/**
 * A private registry with what is needed to push to it. Never leaves this service as it is.
 *
 * @param address host and port, as image names begin with it
 */
public record Registry(String name, String address, Login login) {
    /** True if the image's name says that it lives here. */
    public boolean holds(String image) {
        return image.startsWith(address + "/");
    }

    @Override
    public String toString() {
        return "Registry[" + name + " at " + address + "]";
    }
}
