package dev.slipway.local.build;

import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "Stops a build; one that has ended stays as it is.")
final class CancelCommand implements Runnable {
    @Parameters(paramLabel = "ID")
    private UUID id = new UUID(0, 0);

    @Override
    public void run() {
        try (GatewayClient client = BuildCommand.client()) {
            System.out.println(
                    BuildText.line(Calls.told(client.tryPost(BuildCommand.BUILDS + "/" + id + "/cancel", Map.of()))));
        }
    }
}
