package dev.slipway.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description = "Asks a cluster whether runs can be started there; ends with 1 and says what is missing if not.")
final class TestCommand implements Callable<Integer> {
    @Parameters(paramLabel = "name")
    private String name = "";

    @Override
    public Integer call() {
        try (Gateway gateway = Gateway.ofThisProcess()) {
            return tell(name, gateway.test(ClusterName.checked(name)), System.out);
        }
    }

    static int tell(String name, JsonNode report, PrintStream out) {
        if (report.hasNonNull("version")) {
            out.printf(
                    "%s is Kubernetes %s%s%n",
                    name,
                    report.path("version").asText(),
                    report.hasNonNull("uid") ? ", " + report.path("uid").asText() : "");
        }
        for (JsonNode sentence : report.path("missing")) {
            out.println("  " + sentence.asText());
        }
        if (!report.path("ok").asBoolean()) {
            return 1;
        }
        out.println("everything that runs need is allowed");
        return 0;
    }
}
