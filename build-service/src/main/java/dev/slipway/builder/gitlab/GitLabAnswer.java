package dev.slipway.builder.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What GitLab answered.
 *
 * @param body a missing node if it is not JSON
 * @param retryAfter how long to wait, if it said so
 * @param nextPage empty if there is none
 */
public record GitLabAnswer(
        int status, JsonNode body, @Nullable Duration retryAfter, String nextPage) {

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** GitLab's own words, shortened; they come in three shapes. */
    public String words() {
        JsonNode message = body.path("message");
        String text = message.isMissingNode() || message.isNull()
                ? body.path("error_description").asText(body.path("error").asText(""))
                : message.isTextual() ? message.asText() : message.toString();
        String told = text.isEmpty() ? "status " + status : text;
        return told.length() > 300 ? told.substring(0, 300) + "…" : told;
    }

    /** The token lacks a scope; a 403 for another reason is about the user's role. */
    public boolean isScopeMissing() {
        return status == 403 && body.path("error").asText("").equals("insufficient_scope");
    }
}
