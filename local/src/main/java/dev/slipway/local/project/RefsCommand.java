package dev.slipway.local.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.process.CannotStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "refs",
        description = "Shows the branches and tags of a project, and what becomes of their deployments.")
final class RefsCommand implements Runnable {
    private static final Map<String, String> WOULD =
            Map.of("keep", "stays", "pause", "is paused", "delete", "is removed");

    @Parameters(paramLabel = "name")
    private String name = "";

    @Override
    public void run() {
        try (Gateway gateway = Gateway.ofThisProcess()) {
            JsonNode refs = gateway.refs(ProjectName.checked(name))
                    .orElseThrow(() -> new CannotStart("There is no project " + name + "."));
            lines(refs.path("refs")).forEach(System.out::println);
        }
    }

    static List<String> lines(JsonNode refs) {
        var lines = new ArrayList<String>();
        for (JsonNode ref : refs) {
            boolean isGone = ref.path("deleted").asBoolean();
            String when = ref.path("whenDeleted").asText();
            lines.add(ref.path("ref").asText().replaceFirst("^refs/(heads/)?", "")
                    + (isGone ? " (deleted)" : ": when it is deleted, each of its deployments " + WOULD.get(when)));
            for (JsonNode deployment : ref.path("deployments")) {
                lines.add("  " + deployment.path("deployment").asText() + ", version "
                        + deployment.path("version").asInt() + ", " + state(deployment) + ", planned runs: "
                        + deployment.path("plannedRuns").asInt());
            }
        }
        return lines;
    }

    private static String state(JsonNode deployment) {
        if (deployment.path("retired").asBoolean()) {
            return "paused when the ref was deleted";
        }
        return deployment.path("paused").asBoolean() ? "paused" : "active";
    }
}
