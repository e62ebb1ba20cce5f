package dev.slipway.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./slipway rollback}. */
@Command(
        name = "rollback",
        description = "Makes a deployment what it was: image, parameters, schedules, job variables, pull steps.")
public final class RollbackCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "FLOW/DEPLOYMENT", description = "The deployment, or its id.")
    private String deployment = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "Its number, as ./slipway versions shows it; the one before the current one if missing.")
    private @Nullable Integer version;

    @Override
    public void run() {
        try (GatewayClient client =
                new LocalSystem(Settings.ofThisProcess()).address().client()) {
            Map<String, Object> body = version == null ? Map.of() : Map.of("version", version);
            JsonNode done = Calls.told(client.tryPost(DeploymentName.path(deployment) + "/rollback", body));
            System.out.printf(
                    "%s is version %d now, a %s%n",
                    deployment, done.path("number").asInt(), done.path("note").asText());
        }
    }
}
