package dev.slipway.local.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An HTTP answer.
 *
 * @param body a missing node if it has none or it is not JSON
 * @param text the body as it came
 */
public record Answer(int status, JsonNode body, String text) {
    /** Whether the request was done. */
    public boolean succeeded() {
        return status / 100 == 2;
    }
}
