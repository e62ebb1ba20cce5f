package dev.slipway.contracts.client.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch of log lines. Written by the gateway before it answers the sender.
 *
 * @param flowRunId of all lines; null for lines of no run
 */
public record LogsReceived(String workspace, @Nullable UUID flowRunId, List<Line> lines) implements Event {

    @Override
    public String key() {
        return flowRunId == null ? workspace : flowRunId.toString();
    }

    /**
     * @param id given by the gateway, so that a redelivered line is stored once
     * @param name of the logger
     * @param level Python's number, 20 for info
     */
    public record Line(
            UUID id,
            String name,
            int level,
            String message,
            Instant timestamp,
            @Nullable UUID taskRunId) {}
}
