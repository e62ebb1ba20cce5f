package dev.slipway.local.project;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./slipway pushes}. */
@Command(name = "pushes", description = "Shows pushes and what came of them, newest first.")
public final class PushesCommand implements Runnable {
    private static final int SHORT_COMMIT = 8;

    @Parameters(arity = "0..1", paramLabel = "project", description = "Of this project only.")
    private @Nullable String project;

    @Option(names = "--limit", paramLabel = "N", description = "20 by default.")
    private int limit = 20;

    private PushesCommand() {}

    @Override
    public void run() {
        String of = project == null ? "" : "&project=" + ProjectName.checked(project);
        try (Gateway gateway = Gateway.ofThisProcess()) {
            tell(gateway.pushes("?limit=" + limit + of));
        }
    }

    static void tell(JsonNode pushes) {
        for (JsonNode push : pushes) {
            String after = push.path("after").asText();
            System.out.printf(
                    "%-24s %-20s %-24s %-8s %-8s %s%n",
                    push.path("receivedAt").asText(),
                    push.path("project").asText(),
                    push.path("ref").asText().replaceFirst("^refs/(heads/)?", ""),
                    after.substring(0, Math.min(SHORT_COMMIT, after.length())),
                    push.path("outcome").asText(),
                    push.path("reason").asText("").replaceFirst("^null$", ""));
        }
    }
}
