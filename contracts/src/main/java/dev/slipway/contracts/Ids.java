package dev.slipway.contracts;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Where new identifiers come from; a parameter everywhere, so that tests decide what they are. */
@FunctionalInterface
public interface Ids {
    /** A new identifier, in the order of time where the source allows it. */
    UUID next();

    /** Time-ordered UUIDs (RFC 9562 version 7) by {@code clock}. */
    static Ids timeOrdered(Clock clock) {
        var random = new SecureRandom();
        return () -> uuid7(clock.millis(), random.nextLong(), random.nextLong());
    }

    /** The version 7 UUID of {@code epochMillis} with the given random bits. */
    static UUID uuid7(long epochMillis, long randomHigh, long randomLow) {
        long high = (epochMillis << 16) | 0x7000L | (randomHigh & 0x0FFFL);
        long low = (randomLow & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
