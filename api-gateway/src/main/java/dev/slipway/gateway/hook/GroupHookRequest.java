package dev.slipway.gateway.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a hook of a group to be.
 *
 * @param secrets null to leave them
 */
record GroupHookRequest(GroupHook hook, @Nullable HookSecrets secrets) {
    private static final Set<String> FIELDS = Set.of("name", "url", "webhookToken", "signingSecret");
    private static final int SHORTEST_TOKEN = 8;
    private static final int LONGEST = 2_000;

    /**
     * Reads a body.
     *
     * @throws InvalidHook if something is missing or odd; the message never holds a secret
     */
    static GroupHookRequest parse(byte[] body, String name) {
        JsonNode json = json(body);
        json.fieldNames().forEachRemaining(field -> require(FIELDS.contains(field), "Unknown field: " + field));
        require(!json.hasNonNull("name") || name.equals(text(json, "name")), "name differs from the path.");
        String url = text(json, "url");
        if (url == null || RepositoryAddress.of(url).isEmpty()) {
            throw new InvalidHook("url is that of a group, as https://gitlab.example/team, or of GitLab itself.");
        }
        String token = text(json, "webhookToken");
        String signing = text(json, "signingSecret");
        require(token == null || token.length() >= SHORTEST_TOKEN, "webhookToken has at least 8 characters.");
        require(
                signing == null || WebhookSignature.isSecret(signing),
                "signingSecret is whsec_ and 24 to 64 bytes in Base64.");
        HookSecrets secrets = token == null && signing == null ? null : new HookSecrets(token, signing);
        return new GroupHookRequest(new GroupHook(name, url), secrets);
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            require(json.isObject(), "An object is expected.");
            return json;
        } catch (IOException e) {
            throw new InvalidHook("The body is not JSON.");
        }
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        require(
                value.isTextual() && !value.asText().isBlank() && value.asText().length() <= LONGEST,
                field + " is a string of at most " + LONGEST + ".");
        return value.asText();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidHook(otherwise);
        }
    }

    /** A request is no hook. */
    static final class InvalidHook extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidHook(String message) {
            super(message);
        }
    }
}
