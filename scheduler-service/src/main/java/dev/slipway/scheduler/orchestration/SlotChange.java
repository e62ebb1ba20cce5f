package dev.slipway.scheduler.orchestration;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What becomes of the deployment's concurrency slot that a run holds or wants. */
sealed interface SlotChange {
    /** Stays as it is. */
    SlotChange NONE = new Unchanged();

    /** No change. */
    record Unchanged() implements SlotChange {}

    /** A slot is taken, for as long as the lease is renewed. */
    record Acquire(UUID leaseId, Duration duration) implements SlotChange {}

    /** The lease lives on; {@code duration} is null for one that nobody will renew and that ends with the run's stay. */
    record Renew(UUID leaseId, @Nullable Duration duration) implements SlotChange {}

    /** Whatever the run holds is given back. */
    record Release() implements SlotChange {}
}
