package dev.slipway.contracts.job.v1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that no run needed was told to stop. Written by dispatcher-service with the order to stop it.
 *
 * @param infrastructureId null if nothing was created yet
 * @param message what was found and what was done, as a sentence
 */
public record JobRepaired(
        String workspace,
        UUID flowRunId,
        int attempt,
        @Nullable String infrastructureId,
        Found found,
        String message,
        Instant repairedAt)
        implements Event {

    /** What the scheduler knew of the run. Open: readers map what they don't know to {@link #UNKNOWN}. */
    public enum Found {
        /** There is no such run. */
        NO_RUN,
        /** It has ended. */
        RUN_ENDED,
        /** It is being cancelled. */
        RUN_CANCELLING,
        /** It has had another attempt since. */
        RUN_REPLACED_ATTEMPT,
        /** None of the above. */
        @JsonEnumDefaultValue
        UNKNOWN
    }

    @Override
    public String key() {
        return flowRunId.toString();
    }
}
