package dev.slipway.local.project;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

@Command(name = "ls", description = "Shows the projects and how they and their GitLab stand.")
final class ListCommand implements Runnable {
    @Override
    public void run() {
        try (Gateway gateway = Gateway.ofThisProcess()) {
            for (JsonNode project : gateway.projects()) {
                String slug = project.path("slug").asText();
                String state = gateway.connection(slug)
                        .map(found -> found.path("state").asText())
                        .orElse("-");
                System.out.printf(
                        "%-24s %-14s %-16s %s%n",
                        slug,
                        state,
                        project.path("defaultBranch").asText(),
                        project.path("gitUrl").asText());
            }
        }
    }
}
