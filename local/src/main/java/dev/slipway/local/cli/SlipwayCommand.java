package dev.slipway.local.cli;

import dev.slipway.local.bench.BenchCommand;
import dev.slipway.local.build.BuildCommand;
import dev.slipway.local.client.RequestRefused;
import dev.slipway.local.cluster.ClusterCommand;
import dev.slipway.local.demo.DemoCommand;
import dev.slipway.local.deployment.PromoteCommand;
import dev.slipway.local.deployment.RollbackCommand;
import dev.slipway.local.deployment.VersionsCommand;
import dev.slipway.local.hook.HookCommand;
import dev.slipway.local.process.CannotStart;
import dev.slipway.local.project.ProjectCommand;
import dev.slipway.local.project.PushesCommand;
import dev.slipway.local.registries.RegistryCommand;
import dev.slipway.local.trace.TraceCommand;
import java.io.UncheckedIOException;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./slipway}. */
@Command(
        name = "slipway",
        description = "Slipway on this machine: from git push to a scheduled run.",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            EnvCommand.class,
            ClusterCommand.class,
            RegistryCommand.class,
            ProjectCommand.class,
            HookCommand.class,
            PushesCommand.class,
            BuildCommand.class,
            VersionsCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            TraceCommand.class,
            CommandLine.HelpCommand.class
        })
public final class SlipwayCommand {
    private SlipwayCommand() {}

    public static void main(String[] arguments) {
        // for the libraries; errors are told by the commands
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        System.exit(commandLine().execute(arguments.length == 0 ? new String[] {"help"} : arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SlipwayCommand())
                .registerConverter(UUID.class, SlipwayCommand::id)
                .setExecutionExceptionHandler(SlipwayCommand::tell);
    }

    /** In words for those who type it, and not in Java's. */
    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(
                    "'" + text + "' is no id; ids are like 0193a5c7-0000-7000-8000-000000000000, and `ls` shows them");
        }
    }

    private static int tell(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        switch (failure) {
            case CannotStart told ->
                System.err.println(String.valueOf(told.getMessage()).strip());
            case RequestRefused told -> System.err.println(told.getMessage());
            case UncheckedIOException told -> System.err.printf("%s (%s)%n", told.getMessage(), told.getCause());
            default -> throw failure;
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
