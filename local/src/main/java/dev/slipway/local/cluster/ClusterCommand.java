package dev.slipway.local.cluster;

import picocli.CommandLine.Command;

/** {@code ./slipway cluster}. */
@Command(
        name = "cluster",
        description = "The Kubernetes clusters that runs may be in.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AddCommand.class,
            TestCommand.class,
            ListCommand.class,
            RemoveCommand.class,
        })
public final class ClusterCommand {
    private ClusterCommand() {}
}
