package dev.slipway.builder.login;

import dev.slipway.builder.build.StageFailure;

/** A key could not be exchanged now; it may work later. */
public final class ExchangeUnavailable extends StageFailure {
    private static final long serialVersionUID = 1L;

    ExchangeUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
