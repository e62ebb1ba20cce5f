package dev.slipway.dispatcher.dispatch;

/**
 * Where attempts run: one Docker engine, one Kubernetes cluster.
 *
 * @param type of the work pools that use it: {@code docker}, {@code kubernetes}
 * @param name unique within its type
 */
public record Place(String type, String name) {
    /** The one Docker engine of an installation. */
    public static final Place DOCKER_ENGINE = new Place("docker", "engine");

    /** {@code kubernetes/default}. */
    @Override
    public String toString() {
        return type + "/" + name;
    }
}
