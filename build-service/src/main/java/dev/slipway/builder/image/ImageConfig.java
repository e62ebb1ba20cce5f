package dev.slipway.builder.image;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Limits and surroundings of image builds. */
@ConfigMapping(prefix = "slipway.image")
interface ImageConfig {
    /** How long one image may take to build; 30 min by default. */
    @WithDefault("30m")
    Duration buildTimeout();

    /** How long pushing one image may take; 15 min by default. */
    @WithDefault("15m")
    Duration pushTimeout();

    /** Memory of each command of a Dockerfile; 2 GiB by default. */
    @WithDefault("2G")
    MemorySize memory();

    /** How large a build context may be, after {@code .dockerignore}; 512 MiB by default. */
    @WithDefault("512M")
    MemorySize maxContext();

    /** The weight of a build beside others when the engine's processors are busy, as Docker's CPU shares; 512 by default, half of a container's. */
    @WithDefault("512")
    int cpuShares();

    /** The processors that builds may use, as {@code 0-1}; all by default. */
    Optional<String> cpus();

    /** The network that commands of a Dockerfile see, as {@code none}; the engine's own by default. */
    Optional<String> networkMode();

    /** What {@code dockerfile: auto} starts from; the Prefect image of the client version that Slipway is tested with. */
    @WithDefault("prefecthq/prefect:3.8.8-python3.11")
    String autoBase();

    /** Registries that are asked over plain HTTP, as {@code host:port}; loopback addresses always are. None by default. */
    Optional<Set<String>> insecureRegistries();
}
