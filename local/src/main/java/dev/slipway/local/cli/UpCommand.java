package dev.slipway.local.cli;

import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.system.CleanStart;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "up", description = "Starts everything in the background and returns when it is ready.")
final class UpCommand implements Callable<Integer> {
    private final PrintStream out = System.out;

    @Option(names = "--foreground", description = "Stay until Ctrl-C, and stop everything then.")
    private boolean foreground;

    @Option(
            names = "--kubernetes",
            description = "With a Kubernetes node beside it, until ./slipway down; the first time it is built.")
    private boolean kubernetes;

    @Override
    public Integer call() throws Exception {
        Settings given = Settings.ofThisProcess();
        Settings settings = kubernetes ? given.withKubernetes() : given;
        var system = new LocalSystem(settings);
        return CleanStart.run(system, out, () -> start(system, settings));
    }

    private int start(LocalSystem system, Settings settings) throws InterruptedException {
        long start = System.nanoTime();
        RunningSlipway slipway = system.up(out::println);
        out.printf("ready after %.1f s%n%n", (System.nanoTime() - start) / 1e9);
        StatusTable.print(system.status(), out);
        out.printf(
                "%nPrefect API  %s/api   credential in %s%n",
                slipway.gatewayUrl(), settings.home().resolve("auth"));
        if (foreground) {
            out.println("Ctrl-C stops everything.");
            new CountDownLatch(1).await();
        }
        out.println("Try:  eval \"$(./slipway env)\"   ./slipway demo   ./slipway down");
        return 0;
    }
}
