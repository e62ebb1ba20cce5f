package dev.slipway.contracts.kafka;

import org.jspecify.annotations.Nullable;

/** A Kafka record that no retry can make readable; it belongs in the dead-letter topic. */
public final class PoisonRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PoisonRecord(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
