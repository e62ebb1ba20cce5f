package dev.slipway.scheduler.workpool;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A process of Prefect's that executes runs of a pool.
 *
 * @param status ONLINE or OFFLINE at the time of reading
 */
record Worker(
        UUID id,
        Instant created,
        Instant updated,
        String name,
        UUID workPoolId,
        @Nullable Instant lastHeartbeatTime,
        @Nullable Double heartbeatIntervalSeconds,
        String status) {}
