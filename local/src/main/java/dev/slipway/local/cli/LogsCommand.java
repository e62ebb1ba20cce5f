package dev.slipway.local.cli;

import dev.slipway.local.process.CannotStart;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.PartStatus;
import dev.slipway.local.system.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Shows the end of the logs, of all parts or of one.")
final class LogsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "part", description = "A name that ./slipway status shows.")
    private @Nullable String part;

    @Option(
            names = {"-f", "--follow"},
            description = "Keep showing what is added.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "50",
            description = "How many lines of each log; ${DEFAULT-VALUE} by default.")
    private int lines;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            command.add("-F");
        }
        files(new LocalSystem(Settings.ofThisProcess()).status()).forEach(file -> command.add(file.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private List<Path> files(List<PartStatus> parts) {
        List<Path> files = parts.stream()
                .filter(known -> part == null || known.name().equals(part))
                .map(PartStatus::log)
                .filter(Files::exists)
                .toList();
        if (files.isEmpty()) {
            List<String> names = parts.stream().map(PartStatus::name).toList();
            throw new CannotStart("There is no log of %s; the parts are %s."
                    .formatted(part == null ? "anything yet" : "'" + part + "'", String.join(", ", names)));
        }
        return files;
    }
}
