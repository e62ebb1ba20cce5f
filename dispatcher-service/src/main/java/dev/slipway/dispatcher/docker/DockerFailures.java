package dev.slipway.dispatcher.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import dev.slipway.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What docker-java's exceptions mean. */
final class DockerFailures {
    private DockerFailures() {}

    /** The engine's own sentence, without the JSON and the status around it. */
    static String message(DockerException failure) {
        String text = String.valueOf(failure.getMessage());
        int json = text.indexOf('{');
        if (json < 0) {
            return text;
        }
        try {
            JsonNode message = Json.MAPPER.readTree(text.substring(json)).path("message");
            return message.isTextual() ? message.asText() : text;
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    /** Whether the engine was not reached, or lost on the way. */
    static boolean isConnectionFailure(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof UncheckedIOException) {
                return true;
            }
        }
        return false;
    }
}
