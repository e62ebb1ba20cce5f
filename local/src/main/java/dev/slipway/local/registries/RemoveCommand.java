package dev.slipway.local.registries;

import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rm", description = "Forgets a registry that no project uses any more, and its login.")
final class RemoveCommand implements Runnable {
    @Parameters(paramLabel = "name")
    private String name = "";

    @Override
    public void run() {
        try (GatewayClient client = RegistryCommand.client()) {
            Calls.told(client.tryDelete(RegistryCommand.pathOf(name)));
            System.out.println("the registry " + name + " is removed");
        }
    }
}
