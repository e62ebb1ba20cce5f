package dev.slipway.testkit;

import dev.slipway.contracts.Ids;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Identifiers 1, 2, 3 … as UUIDs: {@code 00000000-0000-0000-0000-000000000001} and so on. */
public final class SequentialIds implements Ids {
    private final AtomicLong last = new AtomicLong();

    @Override
    public UUID next() {
        return number(last.incrementAndGet());
    }

    /** The n-th identifier that any instance gives. */
    public static UUID number(long n) {
        return new UUID(0, n);
    }
}
