package dev.slipway.local.registries;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import picocli.CommandLine.Command;

@Command(name = "ls", description = "Shows the registries, and when logins end.")
final class ListCommand implements Runnable {
    @Override
    public void run() {
        try (GatewayClient client = RegistryCommand.client()) {
            Calls.told(client.tryGet(RegistryCommand.REGISTRIES)).forEach(one -> System.out.println(line(one)));
        }
    }

    static String line(JsonNode registry) {
        String user =
                registry.path("username").asText(registry.path("accessKeyId").asText(""));
        String end = registry.hasNonNull("expiresAt")
                ? registry.path("loginState").asText() + " until "
                        + registry.path("expiresAt").asText()
                : "";
        return "%-20s %-44s %-9s %-24s %s"
                .formatted(
                        registry.path("name").asText(),
                        registry.path("address").asText(),
                        registry.path("login").asText(),
                        user,
                        end)
                .stripTrailing();
    }
}
