package dev.slipway.builder.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;

/** Bodies of answers. */
final class Answers {
    private Answers() {}

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
