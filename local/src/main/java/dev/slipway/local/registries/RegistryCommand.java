package dev.slipway.local.registries;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.ResourceName;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code ./slipway registry}. */
@Command(
        name = "registry",
        description = "Private registries: where images are pushed to, and the logins for it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AddCommand.class,
            TestCommand.class,
            ListCommand.class,
            RemoveCommand.class,
        })
public final class RegistryCommand {
    static final String REGISTRIES = "/slipway/v1/registries";

    private RegistryCommand() {}

    static GatewayClient client() {
        return new LocalSystem(Settings.ofThisProcess()).address().client();
    }

    static String pathOf(String name) {
        return REGISTRIES + "/" + ResourceName.checked("registry", name);
    }

    /** Shows the registry its login, says what came of it, and returns the exit code for that. */
    static int test(GatewayClient client, String path) {
        return tell(Calls.told(client.tryPost(path + "/test", Map.of())), System.out);
    }

    static int tell(JsonNode answer, PrintStream out) {
        out.println(answer.path("detail").asText());
        return switch (answer.path("state").asText()) {
            case "ACCEPTED", "OPEN" -> 0;
            default -> 1;
        };
    }
}
