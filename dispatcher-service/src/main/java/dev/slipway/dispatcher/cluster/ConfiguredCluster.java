package dev.slipway.dispatcher.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The cluster that the configuration names. */
@ApplicationScoped
class ConfiguredCluster {
    private static final Logger LOG = Logger.getLogger(ConfiguredCluster.class);

    private final ClusterConfig config;
    private @Nullable FileTime readAt;
    private Optional<Cluster> current = Optional.empty();

    ConfiguredCluster(ClusterConfig config) {
        this.config = config;
        if (config.kubeconfig().isEmpty() && config.inCluster()) {
            current = Optional.of(cluster(new ClusterAccess.InCluster()));
        }
    }

    /** As the file is now; what was read last while it can't be read. */
    synchronized Optional<Cluster> current() {
        config.kubeconfig().ifPresent(this::read);
        return current;
    }

    private void read(Path file) {
        try {
            FileTime changedAt = Files.getLastModifiedTime(file);
            if (!changedAt.equals(readAt)) {
                current = Optional.of(cluster(new ClusterAccess.Kubeconfig(Files.readString(file))));
                readAt = changedAt;
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debugf("the kubeconfig %s can't be read: %s", file, e.getMessage());
        }
    }

    private Cluster cluster(ClusterAccess access) {
        return new Cluster(Cluster.DEFAULT, access, config.namespaces());
    }
}
