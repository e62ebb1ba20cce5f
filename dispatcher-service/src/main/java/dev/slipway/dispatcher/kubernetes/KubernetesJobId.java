package dev.slipway.dispatcher.kubernetes;

/**
 * How a Job is found again. The uid is part of it, since the name is free again once a Job is deleted.
 *
 * @param uid as the API server gave it
 */
record KubernetesJobId(String namespace, String name, String uid) {
    /** Reads {@link #toString()}. */
    static KubernetesJobId parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(text + " is no id of a Job");
        }
        return new KubernetesJobId(parts[0], parts[1], parts[2]);
    }

    @Override
    public String toString() {
        return namespace + "/" + name + "/" + uid;
    }
}
