package dev.slipway.local.build;

import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import picocli.CommandLine.Command;

/** {@code ./slipway build}. */
@Command(
        name = "build",
        description = "What pushes are made into.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ListCommand.class,
            ShowCommand.class,
            LogsCommand.class,
            CancelCommand.class,
            RetryCommand.class,
        })
public final class BuildCommand {
    static final String BUILDS = "/slipway/v1/builds";

    private BuildCommand() {}

    static GatewayClient client() {
        return new LocalSystem(Settings.ofThisProcess()).address().client();
    }
}
