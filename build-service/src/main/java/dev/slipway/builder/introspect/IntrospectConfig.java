package dev.slipway.builder.introspect;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the container that imports entrypoints. */
@ConfigMapping(prefix = "slipway.introspect")
interface IntrospectConfig {
    /** How long importing all entrypoints of an image may take; 2 min by default. */
    @WithDefault("2m")
    Duration timeout();

    /** Memory of the container; 1 GiB by default. */
    @WithDefault("1G")
    MemorySize memory();

    /** Processes and threads in the container; 256 by default. */
    @WithDefault("256")
    long pids();

    /** Where flows are imported whose image is decided by the work pool. */
    @WithDefault("prefecthq/prefect:3.8.8-python3.11")
    String defaultImage();
}
