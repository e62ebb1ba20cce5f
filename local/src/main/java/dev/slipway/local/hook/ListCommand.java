package dev.slipway.local.hook;

import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import picocli.CommandLine.Command;

@Command(name = "ls", description = "Shows the webhooks of groups.")
final class ListCommand implements Runnable {
    @Override
    public void run() {
        try (GatewayClient client = HookCommand.client()) {
            Calls.told(client.tryGet(HookCommand.HOOKS))
                    .forEach(hook -> System.out.printf(
                            "%-24s %-40s %s%n",
                            hook.path("name").asText(),
                            hook.path("url").asText(),
                            hook.path("hookUrl").asText()));
        }
    }
}
