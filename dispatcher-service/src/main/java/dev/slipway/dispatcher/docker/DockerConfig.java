package dev.slipway.dispatcher.docker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How to reach the Docker engine. */
@ConfigMapping(prefix = "slipway.dispatcher.docker")
interface DockerConfig {
    /** The engine's address; by default what {@code DOCKER_HOST} says, else the local socket. */
    Optional<String> host();

    /** How long the engine may take for one answer; 2 min by default, because starting a container under load is slow. */
    @WithDefault("2m")
    Duration timeout();

    /** How long one pull may take; 15 min by default. */
    @WithDefault("15m")
    Duration pullTimeout();

    /** How long the container of an ended attempt is kept for people to look at; not at all by default. */
    @WithDefault("0s")
    Duration keepEnded();
}
