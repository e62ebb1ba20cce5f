package dev.slipway.contracts.run.v1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;

/**
 * A run that needed a job had none, and that was put right. Written by scheduler-service with the repair.
 *
 * @param attempt the attempt whose job was missing
 * @param message what was found and what was done, as a sentence
 */
public record RunRepaired(
        String workspace, UUID flowRunId, int attempt, Found found, Done done, String message, Instant repairedAt)
        implements Event {

    /** What the dispatcher knew of the attempt. Open: readers map what they don't know to {@link #UNKNOWN}. */
    public enum Found {
        /** Nothing: it was never told, or has forgotten it. */
        NO_DISPATCH,
        /** That its job has ended. */
        DISPATCH_ENDED,
        /** That its job is gone and nobody saw how it ended. */
        DISPATCH_LOST,
        /** None of the above. */
        @JsonEnumDefaultValue
        UNKNOWN
    }

    /** What became of the run. Open: readers map what they don't know to {@link #UNKNOWN}. */
    public enum Done {
        /** The same attempt was told to the dispatcher again. */
        TOLD_AGAIN,
        /** It waits for another attempt. */
        SCHEDULED_AGAIN,
        /** It ended. */
        ENDED,
        /** None of the above. */
        @JsonEnumDefaultValue
        UNKNOWN
    }

    @Override
    public String key() {
        return flowRunId.toString();
    }
}
