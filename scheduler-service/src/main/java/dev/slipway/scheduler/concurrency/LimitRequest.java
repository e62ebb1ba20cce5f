package dev.slipway.scheduler.concurrency;

import dev.slipway.scheduler.json.Names;
import dev.slipway.scheduler.problem.ApiProblem;
import org.jspecify.annotations.Nullable;

/** Body that makes or changes a limit. */
record LimitRequest(
        @Nullable String name,
        @Nullable Integer limit,
        @Nullable Boolean active,
        @Nullable Double slotDecayPerSecond) {

    /** Refuses what a limit can't be. */
    LimitRequest valid() {
        if (name != null) {
            Names.valid(name);
        }
        if (limit != null && limit < 0) {
            throw ApiProblem.invalid("limit: must be greater than or equal to 0");
        }
        if (slotDecayPerSecond != null && slotDecayPerSecond < 0) {
            throw ApiProblem.invalid("slot_decay_per_second: must be greater than or equal to 0");
        }
        return this;
    }
}
