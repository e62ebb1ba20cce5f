package dev.slipway.local.hook;

import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rm", description = "Removes the webhook of a group; remove it from GitLab, too.")
final class RemoveCommand implements Runnable {
    @Parameters(paramLabel = "name")
    private String name = "";

    @Override
    public void run() {
        try (GatewayClient client = HookCommand.client()) {
            Calls.told(client.tryDelete(HookCommand.pathOf(name)));
            System.out.println("the hook " + name + " is removed; what GitLab still delivers to it is answered 404");
        }
    }
}
