package dev.slipway.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.process.CannotStart;

/** What the gateway answers to a command; what it refuses is told in its own words. */
public final class Calls {
    private Calls() {}

    /** The body of a call that was done. */
    public static JsonNode told(Answer answer) {
        if (!answer.succeeded()) {
            String detail = answer.body().path("detail").asText();
            throw new CannotStart(
                    detail.isEmpty() ? "Slipway answers %d: %s".formatted(answer.status(), answer.text()) : detail);
        }
        return answer.body();
    }
}
