package dev.slipway.local.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.process.CannotStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rotate", description = "Replaces the secret of a project's webhook without losing a delivery.")
final class RotateCommand implements Runnable {
    @Parameters(paramLabel = "name")
    private String name = "";

    @Override
    public void run() {
        try (Gateway gateway = Gateway.ofThisProcess()) {
            JsonNode project = gateway.project(ProjectName.checked(name))
                    .orElseThrow(() -> new CannotStart("There is no project " + name + "."));
            JsonNode answer = gateway.rotate(name);
            JsonNode connection = answer.path("connection");
            boolean brought = Report.isHooked(connection);
            System.out.printf(
                    "%s; the former secret counts until %s%n",
                    brought ? "GitLab has a new secret" : "There is a new secret, and GitLab may not have it yet",
                    answer.path("formerSecretUntil").asText());
            Report.findings(connection).forEach(System.out::println);
            if (!brought && (answer.has("signingSecret") || answer.has("webhookToken"))) {
                Report.byHand(project.path("gitUrl").asText(), answer).forEach(System.out::println);
            } else if (!brought) {
                System.out.println("Mend that and rotate again: the same new secret is brought to GitLab.");
            }
        }
    }
}
