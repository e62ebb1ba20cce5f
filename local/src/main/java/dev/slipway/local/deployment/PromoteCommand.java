package dev.slipway.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./slipway promote}. */
@Command(
        name = "promote",
        description =
                "Has a deployment run what another one of its flow runs; parameters, schedules and pool stay its own.")
public final class PromoteCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "FROM", description = "The deployment that was tried, as flow/deployment.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "The deployment that is to run it, of the same flow.")
    private String to = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "Of the first one, as ./slipway versions shows it; its newest if missing.")
    private @Nullable Integer version;

    @Override
    public void run() {
        try (GatewayClient client =
                new LocalSystem(Settings.ofThisProcess()).address().client()) {
            JsonNode done = Calls.told(client.tryPost(DeploymentName.path(to) + "/promote", body()));
            System.out.printf(
                    "%s is version %d now%s%n",
                    to,
                    done.path("number").asInt(),
                    done.hasNonNull("note") ? ", a " + done.path("note").asText() : "");
        }
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("from", from));
        if (version != null) {
            body.put("version", version);
        }
        return body;
    }
}
