package dev.slipway.local.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A trail as people read it, in the order of what happened. Pure. */
final class TraceText {
    private TraceText() {}

    static List<String> lines(JsonNode trail) {
        List<String> lines = new ArrayList<>();
        for (JsonNode one : trail.path("deliveries")) {
            lines.add(
                    "delivery    %s  %s %s".formatted(text(one, "receivedAt"), text(one, "project"), text(one, "ref")));
        }
        for (JsonNode one : trail.path("pushes")) {
            lines.add(
                    "commit      %s  push %s, %s".formatted(text(one, "after"), text(one, "id"), text(one, "outcome")));
        }
        for (JsonNode one : trail.path("builds")) {
            lines.add("build       %s  %s %s %s"
                    .formatted(text(one, "id"), text(one, "state"), text(one, "finishedAt"), text(one, "message"))
                    .stripTrailing());
            one.path("images").forEach(image -> lines.add(image(image)));
        }
        for (JsonNode one : trail.path("deploymentVersions")) {
            lines.add(version(one));
        }
        for (JsonNode one : trail.path("runs")) {
            addRun(lines, one);
        }
        trail.path("missing").forEach(gap -> lines.add("?           " + gap.asText()));
        return lines;
    }

    private static String image(JsonNode image) {
        return "  image     %s@%s%s%s"
                .formatted(
                        text(image, "reference"),
                        text(image, "digest"),
                        image.path("reused").asBoolean() ? "  reused from build " + text(image, "builtBy") : "",
                        image.path("statement").asBoolean() ? "  signed statement" : "");
    }

    private static String version(JsonNode version) {
        String rollback = text(version, "rollbackOf");
        JsonNode promoted = version.path("promoted");
        return "deployment  %s version %s%s  %s%s"
                .formatted(
                        text(version, "deployment"),
                        text(version, "number"),
                        version.path("current").asBoolean() ? " (current)" : "",
                        text(version, "createdAt"),
                        promoted.isObject()
                                ? "  promotion of " + text(promoted, "deployment") + " " + text(promoted, "number")
                                : rollback.isEmpty() ? "" : "  rollback of " + rollback);
    }

    private static void addRun(List<String> lines, JsonNode run) {
        lines.add("run         %s  %s, version %s"
                .formatted(text(run, "id"), text(run, "state"), text(run, "deploymentVersion")));
        JsonNode slot = run.path("slot");
        lines.add("  slot      %s  %s"
                .formatted(
                        text(slot, "expectedStart"),
                        slot.path("bySchedule").asBoolean() ? "of a schedule" : "asked for"));
        for (JsonNode decision : slot.path("decisions")) {
            lines.add("  decision  %s  %s %s"
                    .formatted(text(decision, "at"), text(decision, "name"), text(decision, "message"))
                    .stripTrailing());
        }
        for (JsonNode job : run.path("jobs")) {
            lines.add("  job       attempt %s  %s %s  %s %s %s"
                    .formatted(
                            text(job, "attempt"),
                            text(job, "name"),
                            text(job, "state"),
                            text(job, "exitReason"),
                            text(job, "exitCode"),
                            text(job, "message"))
                    .stripTrailing());
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNull() ? "" : value.asText("");
    }
}
