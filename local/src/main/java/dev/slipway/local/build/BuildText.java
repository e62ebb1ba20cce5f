package dev.slipway.local.build;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Builds as people read them. Pure. */
final class BuildText {
    private BuildText() {}

    static String line(JsonNode build) {
        return "%s  %-10s  %-20s  %-20s  %s  %s"
                .formatted(
                        build.path("id").asText(),
                        build.path("state").asText(),
                        build.path("project").asText(),
                        branch(build),
                        commit(build),
                        build.path("queuedAt").asText());
    }

    static List<String> details(JsonNode build) {
        List<String> lines = new ArrayList<>(List.of(line(build)));
        if (!build.path("message").asText("").isEmpty()) {
            lines.add("  " + build.path("message").asText());
        }
        for (JsonNode stage : build.path("stages")) {
            lines.add("  %-10s %s … %s"
                    .formatted(
                            stage.path("stage").asText(),
                            stage.path("startedAt").asText(),
                            stage.path("finishedAt").asText("")));
        }
        for (JsonNode image : build.path("images")) {
            lines.add("  image      %s@%s%s"
                    .formatted(
                            image.path("reference").asText(),
                            image.path("digest").asText(),
                            image.path("reused").asBoolean()
                                    ? ", reused from build "
                                            + image.path("builtBy").asText()
                                    : ""));
        }
        for (JsonNode deployment : build.path("deployments")) {
            lines.add("  %-10s %s %s"
                    .formatted(
                            deployment.path("outcome").asText(),
                            deployment.path("name").asText(),
                            deployment.path("message").asText(""))
                    .stripTrailing());
        }
        return lines;
    }

    private static String branch(JsonNode build) {
        return build.path("ref").asText().replaceFirst("^refs/(heads|tags)/", "");
    }

    private static String commit(JsonNode build) {
        String commit = build.path("commit").asText();
        return commit.length() > 8 ? commit.substring(0, 8) : commit;
    }
}
