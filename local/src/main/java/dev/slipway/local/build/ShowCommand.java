package dev.slipway.local.build;

import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows a build: stages, images, deployments, and why it failed.")
final class ShowCommand implements Runnable {
    @Parameters(paramLabel = "ID")
    private UUID id = new UUID(0, 0);

    @Override
    public void run() {
        try (GatewayClient client = BuildCommand.client()) {
            BuildText.details(Calls.told(client.tryGet(BuildCommand.BUILDS + "/" + id)))
                    .forEach(System.out::println);
        }
    }
}
