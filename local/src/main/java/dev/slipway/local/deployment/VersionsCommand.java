package dev.slipway.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./slipway versions}. */
@Command(name = "versions", description = "Shows what a deployment was, the newest first.")
public final class VersionsCommand implements Runnable {
    @Parameters(paramLabel = "FLOW/DEPLOYMENT", description = "The deployment, or its id.")
    private String deployment = "";

    @Override
    public void run() {
        try (GatewayClient client =
                new LocalSystem(Settings.ofThisProcess()).address().client()) {
            JsonNode versions = Calls.told(client.tryGet(DeploymentName.path(deployment) + "/versions"));
            int current = versions.path("current").asInt();
            for (JsonNode version : versions.path("versions")) {
                System.out.println(line(version, current));
            }
        }
    }

    static String line(JsonNode version, int current) {
        int number = version.path("number").asInt();
        String commit = version.path("commit").asText("");
        return "%s %4d  %-24s  %-12s  %-8s  %-19s  %s"
                .formatted(
                        number == current ? "*" : " ",
                        number,
                        cut(version.path("createdAt").asText(), 24),
                        cut(version.path("version").asText(""), 12),
                        commit.isEmpty() ? "-" : cut(commit, 8),
                        cut(version.path("digest").asText("-"), 19),
                        version.path("note").asText(""))
                .stripTrailing();
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }
}
