package dev.slipway.contracts.job.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Nothing of an attempt runs any more, and why is known. Written once per attempt by dispatcher-service.
 * Not guaranteed: that the run is terminal, since the process may have died before it could say so.
 *
 * @param infrastructureId null if none was ever created
 * @param exitCode null if no process ran
 * @param message what happened, for the owner of the run, in the words of the engine or registry where they help
 */
public record JobEnded(
        String workspace,
        UUID flowRunId,
        int attempt,
        @Nullable String infrastructureId,
        EndReason reason,
        @Nullable Integer exitCode,
        String message,
        Instant endedAt)
        implements Event {

    @Override
    public String key() {
        return flowRunId.toString();
    }
}
