package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.container.Runner;
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

    Disposal(WatchList watchList) {
        this.watchList = watchList;
    }

    void run(Runner runner) {
        List<WatchList.Entry> ended =
                watchList.unremoved(runner.place(), runner.keepEnded()).await().atMost(STATEMENT);
        ended.forEach(entry -> dispose(runner, entry));
    }

    private void dispose(Runner runner, WatchList.Entry entry) {
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
