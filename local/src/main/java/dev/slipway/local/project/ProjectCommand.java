package dev.slipway.local.project;

import picocli.CommandLine.Command;

/** {@code ./slipway project}. */
@Command(
        name = "project",
        description = "The repositories that Slipway builds.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AddCommand.class,
            ListCommand.class,
            ShowCommand.class,
            RulesCommand.class,
            RefsCommand.class,
            RotateCommand.class,
            RemoveCommand.class,
        })
public final class ProjectCommand {
    private ProjectCommand() {}
}
