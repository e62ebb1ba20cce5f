package dev.slipway.gateway.socket;

/**
 * Why the gateway closes a socket. Never 1000 or 1001, unless its client said that it leaves: subscribers take these for the end of
 * the stream and don't return.
 */
public enum CloseCode {
    /** The client wants no more. */
    LEAVE(1000),
    /** The client broke the protocol. */
    PROTOCOL(1002),
    /** A frame of a kind that nobody expects. */
    UNSUPPORTED(1003),
    /** The credential is missing or wrong. */
    POLICY(1008),
    /** Something failed on our side, or the client is too slow: it may come back. */
    TRY_AGAIN(1011),
    /** This replica goes away: another one, or its successor, takes the client. */
    RESTART(1012),
    /** The client broke the protocol of background tasks, for which Prefect has a code of its own. */
    VIOLATION(4001);

    private final short code;

    CloseCode(int code) {
        this.code = (short) code;
    }

    short code() {
        return code;
    }
}
