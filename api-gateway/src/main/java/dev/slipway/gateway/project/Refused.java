package dev.slipway.gateway.project;

import dev.slipway.gateway.http.Answer;

/** Ends a transaction without a trace, with the answer that says why. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refused(Answer answer) {
        super("answered " + answer.status());
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
