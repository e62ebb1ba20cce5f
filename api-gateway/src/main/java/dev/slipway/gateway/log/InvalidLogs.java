package dev.slipway.gateway.log;

/** What a client sent is not a list of log lines. */
final class InvalidLogs extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidLogs(String message) {
        super(message);
    }
}
