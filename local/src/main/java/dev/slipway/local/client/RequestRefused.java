package dev.slipway.local.client;

/** A request that had to succeed and did not; the message has the answer. */
public final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RequestRefused(String request, Answer answer) {
        super("%s was answered %d: %s".formatted(request, answer.status(), answer.text()));
    }
}
