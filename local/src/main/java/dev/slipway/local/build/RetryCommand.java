package dev.slipway.local.build;

import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "retry", description = "Builds the commit of a build once more, if it is the newest of its branch.")
final class RetryCommand implements Runnable {
    @Parameters(paramLabel = "ID")
    private UUID id = new UUID(0, 0);

    @Override
    public void run() {
        try (GatewayClient client = BuildCommand.client()) {
            System.out.println(
                    BuildText.line(Calls.told(client.tryPost(BuildCommand.BUILDS + "/" + id + "/retry", Map.of()))));
        }
    }
}
