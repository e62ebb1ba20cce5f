package dev.slipway.local.registries;

import dev.slipway.local.client.GatewayClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "test", description = "Asks a registry whether it takes the login; ends with 1 and says why if not.")
final class TestCommand implements Callable<Integer> {
    @Parameters(paramLabel = "name")
    private String name = "";

    @Override
    public Integer call() {
        try (GatewayClient client = RegistryCommand.client()) {
            return RegistryCommand.test(client, RegistryCommand.pathOf(name));
        }
    }
}
