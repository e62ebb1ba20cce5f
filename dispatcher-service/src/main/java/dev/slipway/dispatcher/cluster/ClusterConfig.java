package dev.slipway.dispatcher.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The cluster named {@code default}, where it is not added by a user. */
@ConfigMapping(prefix = "slipway.dispatcher.cluster")
interface ClusterConfig {
    /** A kubeconfig file; none by default, and then there is only what users add. It is read again when it changes. */
    Optional<Path> kubeconfig();

    /** Whether it is the cluster that the dispatcher runs in; false by default. Ignored where a kubeconfig is given. */
    @WithDefault("false")
    boolean inCluster();

    /** Where runs may be, and are watched; {@code default} by default. */
    @WithDefault("default")
    List<String> namespaces();
}
