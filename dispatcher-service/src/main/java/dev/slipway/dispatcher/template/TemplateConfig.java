package dev.slipway.dispatcher.template;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** What containers of runs are like unless their pool says otherwise, and what a pool may not say. */
@ConfigMapping(prefix = "slipway.dispatcher.container")
public interface TemplateConfig {
    /** The Prefect API as a container reaches it; {@code http://host.docker.internal:4200/api} by default. */
    @WithDefault("http://host.docker.internal:4200/api")
    String apiUrl();

    /** The image of a run that names none; {@code prefecthq/prefect:3.8.8-python3.11} by default. */
    @WithDefault("prefecthq/prefect:3.8.8-python3.11")
    String defaultImage();

    /** The network of a run that names none; {@code bridge} by default. */
    @WithDefault("bridge")
    String defaultNetwork();

    /** As what worker the dispatcher appears in labels and in {@code PREFECT__WORKER_NAME}; {@code slipway} by default. */
    @WithDefault("slipway")
    String workerName();

    /** What {@code prefect.io/version} says; {@code slipway} by default. */
    @WithDefault("slipway")
    String version();

    /** What a pool may ask for that reaches beyond its container. */
    Policy policy();

    /** Each of these gives a run the means to become root on the engine's machine, so each is off by default. */
    interface Policy {
        /** Whether {@code privileged} is allowed; false by default. */
        @WithDefault("false")
        boolean privileged();

        /** Whether {@code volumes} may name folders of the engine's machine; false by default. Named volumes are always allowed. */
        @WithName("host-paths")
        @WithDefault("false")
        boolean hostPaths();

        /**
         * Whether {@code network_mode} may be {@code host} or another container's; false by default. Such a run reaches every
         * service that listens on the machine's loopback address.
         */
        @WithName("host-network")
        @WithDefault("false")
        boolean hostNetwork();
    }
}
