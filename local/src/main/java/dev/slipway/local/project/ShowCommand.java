package dev.slipway.local.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.process.CannotStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows a project, what was found in its GitLab, and its latest pushes.")
final class ShowCommand implements Runnable {
    @Parameters(paramLabel = "name")
    private String name = "";

    @Override
    public void run() {
        try (Gateway gateway = Gateway.ofThisProcess()) {
            JsonNode project = gateway.project(ProjectName.checked(name))
                    .orElseThrow(() -> new CannotStart("There is no project " + name + "."));
            project.properties()
                    .forEach(field -> System.out.printf(
                            "%-16s %s%n",
                            field.getKey(),
                            field.getValue().isTextual()
                                    ? field.getValue().asText()
                                    : field.getValue().toString()));
            gateway.connection(name).ifPresent(ShowCommand::tell);
            PushesCommand.tell(gateway.pushes("?project=" + name + "&limit=5"));
        }
    }

    private static void tell(JsonNode connection) {
        System.out.printf(
                "%-16s %s, looked at %s%n",
                "connection",
                connection.path("state").asText(),
                connection.path("checkedAt").asText());
        Report.findings(connection).forEach(System.out::println);
    }
}
