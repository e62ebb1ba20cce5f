package dev.slipway.gateway.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How a project is to be connected.
 *
 * @param adoptDefaultBranch whether GitLab's default branch becomes the project's
 * @param gitToken from now on the project's token; null to leave it
 */
record ConnectOptions(boolean adoptDefaultBranch, @Nullable String gitToken) {
    private static final int LONGEST = 2_000;

    /** Reads a body; an empty one asks for nothing. */
    static ConnectOptions of(Buffer body) {
        if (body.length() == 0) {
            return new ConnectOptions(false, null);
        }
        try {
            JsonNode json = Json.MAPPER.readTree(body.getBytes());
            String token = json.path("gitToken").asText("");
            if (token.length() > LONGEST) {
                throw new InvalidProject("gitToken is a string of at most " + LONGEST + ".");
            }
            return new ConnectOptions(json.path("adoptDefaultBranch").asBoolean(false), token.isBlank() ? null : token);
        } catch (IOException e) {
            throw new InvalidProject("The body is not JSON.");
        }
    }

    @Override
    public String toString() {
        return "ConnectOptions[adoptDefaultBranch=" + adoptDefaultBranch + "]";
    }
}
