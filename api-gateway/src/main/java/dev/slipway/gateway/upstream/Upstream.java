package dev.slipway.gateway.upstream;

/** A service behind the gateway. */
public enum Upstream {
    /** The Prefect API. */
    SCHEDULER,
    /** Projects, registries, pushes, builds. */
    BUILDER,
    /** Clusters. */
    DISPATCHER
}
