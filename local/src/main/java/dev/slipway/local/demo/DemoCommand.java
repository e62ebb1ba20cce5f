package dev.slipway.local.demo;

import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.system.CleanStart;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./slipway demo}. */
@Command(
        name = "demo",
        description =
                "Starts everything, pushes an example with git, and shows what happens until its run has completed.")
public final class DemoCommand implements Callable<Integer> {
    private final PrintStream out = System.out;

    @Override
    public Integer call() throws Exception {
        Settings settings = Settings.ofThisProcess();
        var system = new LocalSystem(settings);
        return CleanStart.run(system, out, () -> show(system, settings));
    }

    private int show(LocalSystem system, Settings settings) throws IOException {
        RunningSlipway slipway = system.up(out::println);
        Path example = settings.root().resolve("examples/hello-flow");
        var repository = new DemoRepository(system.forge(), example, "flows/hello.py", settings.home());
        boolean completed = new Demo(slipway, out, Clock.systemUTC()).run(repository);
        if (!completed) {
            out.println("./slipway logs shows what the services say; everything is still running.");
            return 1;
        }
        Path prefect = settings.cache().resolve("venv-prefect-3.8.8/bin/prefect");
        NextSteps.print(repository.folder(), prefect, out);
        return 0;
    }
}
