package dev.slipway.local.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What was found in GitLab, and what a person has to do there, in words. */
final class Report {
    private Report() {}

    /** One line for each thing that was looked at. */
    static List<String> findings(JsonNode connection) {
        var lines = new ArrayList<String>();
        connection
                .path("findings")
                .forEach(finding -> lines.add("  %-4s %s"
                        .formatted(
                                finding.path("fine").asBoolean() ? "ok" : "!!",
                                finding.path("detail").asText())));
        String expires = connection.path("tokenExpiresAt").asText("");
        if (!expires.isEmpty() && !expires.equals("null")) {
            lines.add("       The token is good until " + expires + ".");
        }
        return lines;
    }

    /** True if GitLab has the webhook. */
    static boolean isHooked(JsonNode connection) {
        for (JsonNode finding : connection.path("findings")) {
            if (finding.path("what").asText().equals("HOOK")) {
                return finding.path("fine").asBoolean();
            }
        }
        return false;
    }

    /** What to paste where. */
    static List<String> byHand(String gitUrl, JsonNode answer) {
        String signing = answer.path("signingSecret").asText("");
        String token = answer.path("webhookToken").asText("");
        var lines = new ArrayList<String>();
        lines.add(
                "In GitLab, open " + ProjectName.hooksPage(gitUrl) + ", add a webhook (or edit Slipway's), and paste:");
        lines.add("  URL             " + answer.path("hookUrl").asText());
        if (!signing.isEmpty()) {
            lines.add("  Signing token   " + signing);
        } else if (!token.isEmpty()) {
            lines.add("  Secret token    " + token);
        } else {
            lines.add("  Signing token   the one that was shown when the project was added; `rotate` makes another");
        }
        lines.add("  Trigger         Push events, Tag push events, Merge request events");
        return lines;
    }
}
