package dev.slipway.scheduler.concurrency;

import dev.slipway.scheduler.problem.ApiProblem;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Body that asks for slots. */
record SlotRequest(
        @Nullable List<String> names,
        @Nullable Integer slots,
        @Nullable String mode,
        @Nullable Double leaseDuration,
        @Nullable Holder holder) {
    private static final double DEFAULT_SECONDS = 300;

    /** Who is to hold the slots. */
    record Holder(@Nullable String type, @Nullable UUID id) {}

    SlotRequest valid() {
        if (names == null || names.isEmpty()) {
            throw ApiProblem.invalid("names: at least one is needed");
        }
        if (slots == null || slots < 1) {
            throw ApiProblem.invalid("slots: must be greater than 0");
        }
        duration(leaseDuration);
        return this;
    }

    boolean isRate() {
        return "rate_limit".equals(mode);
    }

    /** How long a lease holds; clients ask for 60 s to a day. */
    static Duration duration(@Nullable Double seconds) {
        double given = seconds == null ? DEFAULT_SECONDS : seconds;
        if (given < 60 || given > 86_400) {
            throw ApiProblem.invalid("lease_duration: must be between 60 and 86400");
        }
        return Duration.ofMillis(Math.round(given * 1_000));
    }
}
