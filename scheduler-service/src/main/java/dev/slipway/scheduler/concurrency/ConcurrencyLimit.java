package dev.slipway.scheduler.concurrency;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;

/**
 * How many may do something at once, or how fast.
 *
 * @param activeSlots in use at the time of reading
 * @param deniedSlots always 0: waiting clients are not counted
 * @param slotDecayPerSecond more than 0 for a limit of rate: its slots come back by themselves
 * @param avgSlotOccupancySeconds what clients are told to expect
 */
record ConcurrencyLimit(
        UUID id,
        @JsonIgnore String workspace,
        Instant created,
        Instant updated,
        boolean active,
        String name,
        int limit,
        int activeSlots,
        int deniedSlots,
        double slotDecayPerSecond,
        double avgSlotOccupancySeconds) {

    boolean decays() {
        return slotDecayPerSecond > 0;
    }
}
