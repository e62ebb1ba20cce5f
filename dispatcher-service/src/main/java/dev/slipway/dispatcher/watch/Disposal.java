package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.container.ContainerRunner;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.dispatch.WatchList;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Removes containers whose attempt has ended and is recorded. */
@ApplicationScoped
class Disposal {
    private static final Logger LOG = Logger.getLogger(Disposal.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    private final WatchList watchList;
    private final ContainerRunner runner;
    private final WatchConfig config;

    Disposal(WatchList watchList, ContainerRunner runner, WatchConfig config) {
        this.watchList = watchList;
        this.runner = runner;
        this.config = config;
    }

    void run() {
        List<WatchList.Entry> ended =
                watchList.unremoved(config.keepEnded()).await().atMost(STATEMENT);
        ended.forEach(this::dispose);
    }

    private void dispose(WatchList.Entry entry) {
        try {
            if (entry.containerId() != null) {
                runner.remove(entry.containerId());
            }
            watchList.removed(entry.key()).await().atMost(STATEMENT);
        } catch (InfrastructureUnavailable e) {
            LOG.debugf("container of %s is removed later: %s", entry.key(), e.getMessage());
        }
    }
}
