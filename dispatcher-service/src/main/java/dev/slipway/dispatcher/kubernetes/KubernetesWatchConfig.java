package dev.slipway.dispatcher.kubernetes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How clusters are asked, and how long a pod that does not start is waited for. */
@ConfigMapping(prefix = "slipway.dispatcher.kubernetes.watch")
interface KubernetesWatchConfig {
    /** How long an API server may take for one answer; 10 s by default. */
    @WithDefault("10s")
    Duration timeout();

    /** The longest pause between two tries to watch a cluster again; 5 s by default. */
    @WithDefault("5s")
    Duration reconnect();

    /** How long an API server that did not answer is left alone; 2 s by default. */
    @WithDefault("2s")
    Duration rest();

    /**
     * How many calls of one cluster may be under way; 12 by default. Less than {@code slipway.dispatcher.launch.concurrency}, so
     * that a cluster that falls silent in the middle of work leaves threads to the others.
     */
    @WithDefault("12")
    int callsAtOnce();

    /** How long a finished Job without a time to live of its own is kept for people to look at; 1 h by default. */
    @WithDefault("1h")
    Duration keepEnded();

    /** An image that the registry refuses or does not have; 20 s by default, as it may have been pushed a moment ago. */
    @WithDefault("20s")
    Duration imageRefused();

    /** An image that can't be pulled for reasons that may pass; 3 min by default. */
    @WithDefault("3m")
    Duration imageUnavailable();

    /** A Secret, ConfigMap or volume that is missing; 1 min by default, as somebody may be making it. */
    @WithDefault("1m")
    Duration missingReference();

    /** A pod that the namespace's quota or the cluster's rules do not admit; 5 min by default. */
    @WithDefault("5m")
    Duration admission();

    /** A node with room for the pod; 30 min by default, as clusters grow slowly. */
    @WithDefault("30m")
    Duration scheduling();

    /** Everything else before the container runs: pulling, mounting, initializing; 30 min by default. */
    @WithDefault("30m")
    Duration starting();

    /** A pod on a node that does not answer; 5 min from its deletion by default. */
    @WithDefault("5m")
    Duration nodeLost();
}
