package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.container.ListedContainer;
import dev.slipway.dispatcher.dispatch.WatchList;
import org.jspecify.annotations.Nullable;

/** Whether a container belongs to an attempt. Pure. */
final class Ownership {
    private Ownership() {}

    /** @param entry what is recorded of the container's attempt; null for nothing */
    static boolean isOrphan(ListedContainer container, WatchList.@Nullable Entry entry) {
        if (entry == null) {
            return true;
        }
        if (!entry.state().isTerminal()) {
            // before the id is recorded the container may just have been created
            return entry.state().isWatched() && !container.id().equals(entry.containerId());
        }
        // the end of an attempt is followed by the removal of its own container, which may be kept for a while
        return entry.removed() || !container.id().equals(entry.containerId());
    }
}
