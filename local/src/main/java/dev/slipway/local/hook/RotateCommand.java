package dev.slipway.local.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rotate", description = "Makes another secret; the former one counts for a while, too.")
final class RotateCommand implements Runnable {
    @Parameters(paramLabel = "name")
    private String name = "";

    @Override
    public void run() {
        try (GatewayClient client = HookCommand.client()) {
            JsonNode made = Calls.told(client.tryPost(HookCommand.pathOf(name) + "/rotate", Map.of()));
            HookCommand.byHand(made).forEach(System.out::println);
            System.out.println("The former secret counts until "
                    + made.path("formerSecretUntil").asText() + ".");
        }
    }
}
