package dev.slipway.scheduler.workpool;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker's question for work.
 *
 * @param workQueueNames none for all queues of the pool
 * @param scheduledBefore now if it is not given
 */
record PollRequest(
        @Nullable List<String> workQueueNames,
        @Nullable Instant scheduledBefore,
        @Nullable Integer limit) {
    static final PollRequest ALL = new PollRequest(null, null, null);
}
