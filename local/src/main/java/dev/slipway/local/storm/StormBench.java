package dev.slipway.local.storm;

import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.Provisioning;
import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.clusterbench.Times;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.FileTree;
import dev.slipway.local.process.Parallel;
import dev.slipway.local.system.CleanStart;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Service;
import dev.slipway.local.system.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Pushes to many projects within a minute: how soon webhooks are answered, and whether the last commit of each is registered. */
public final class StormBench {
    private static final int PORTS_ABOVE = 10_000;
    private static final Duration LENGTH = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration GOAL = Duration.ofMillis(50);

    private final LocalSystem system;
    private final Options options;
    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();
    private final Deliveries deliveries = new Deliveries(clock);

    private StormBench(LocalSystem system, Options options, PrintStream out) {
        this.system = system;
        this.options = options;
        this.out = out;
    }

    /**
     * What is asked for.
     *
     * @param kill whether each service is killed once meanwhile
     */
    public record Options(int projects, int pushes, boolean kill) {}

    /** On a system of its own, of which nothing stays. Prints what it measures; 1 if a goal is missed. */
    public static int run(Settings given, PrintStream out, Options options) throws Exception {
        Settings settings = given.beside("bench-storm", PORTS_ABOVE);
        var system = new LocalSystem(settings);
        remove(system, settings.home());
        try {
            return CleanStart.run(system, out, () -> new StormBench(system, options, out).measure(settings.home()));
        } finally {
            remove(system, settings.home());
        }
    }

    private int measure(Path home) throws IOException {
        RunningSlipway slipway = system.up(out::println);
        try (GitForge forge = GitForge.start(home.resolve("gitlab"));
                GatewayClient gateway = slipway.client()) {
            new Provisioning(gateway).workPool(StormProject.POOL, "process");
            List<StormProject> projects = IntStream.rangeClosed(1, options.projects())
                    .mapToObj(number -> StormProject.create(forge, slipway, gateway, home, number))
                    .toList();
            projects.forEach(StormProject::push);
            awaitRegistered(projects, gateway);
            out.printf("%d projects are registered%n", projects.size());
            forge.onDelivery(deliveries::add);
            storm(projects, home);
            deliveries.repeatFailed(forge);
            Instant calm = clock.instant();
            awaitRegistered(projects, gateway);
            return report(projects, gateway, Duration.between(calm, clock.instant()));
        }
    }

    private void storm(List<StormProject> projects, Path home) {
        Instant start = clock.instant();
        Parallel.run(List.of(() -> push(projects, start), () -> kill(home, start)));
        out.printf(
                "%d pushes in %d s%n",
                options.pushes(), Duration.between(start, clock.instant()).toSeconds());
    }

    private void push(List<StormProject> projects, Instant start) {
        for (int i = 0; i < options.pushes(); i++) {
            pauseUntil(start.plus(LENGTH.multipliedBy(i).dividedBy(options.pushes())));
            projects.get(i % projects.size()).push();
        }
    }

    /** One after the other, spread over the storm; a supervisor would start it again at once. */
    private void kill(Path home, Instant start) {
        Service[] services = Service.values();
        for (int i = 0; options.kill() && i < services.length; i++) {
            pauseUntil(start.plus(LENGTH.multipliedBy(i + 1L).dividedBy(services.length + 1L)));
            ProcessHandle victim =
                    new Daemon(services[i].module(), home).running().orElseThrow();
            victim.destroyForcibly();
            victim.onExit().join();
            out.printf("killed %s%n", services[i].module());
            system.up(progress -> {});
        }
    }

    private void awaitRegistered(List<StormProject> projects, GatewayClient gateway) {
        Instant end = clock.instant().plus(PATIENCE);
        for (StormProject project : projects) {
            while (!project.isRegistered(gateway)) {
                if (clock.instant().isAfter(end)) {
                    throw new IllegalStateException(project.slug() + ": its last commit is not registered after "
                            + PATIENCE.toMinutes() + " min: " + project.builds(gateway));
                }
                pauseUntil(clock.instant().plus(LOOK));
            }
        }
    }

    private int report(List<StormProject> projects, GatewayClient gateway, Duration settled) {
        var outcomes = new Outcomes();
        projects.forEach(project -> outcomes.add(project.builds(gateway)));
        Times answered = deliveries.times();
        Times.header(out);
        answered.print(out, "a webhook, until it is answered");
        out.printf(
                "%nbuilds: %s; all last commits were registered %d s after the last push%n",
                outcomes, settled.toSeconds());
        boolean allThere = outcomes.total() == options.pushes() + projects.size();
        boolean quick = answered.percentile(99).compareTo(GOAL) < 0;
        out.printf("pushes recorded: %s%n", allThere ? "all" : outcomes.total() + ", SOME ARE MISSING");
        out.printf("p99 of webhooks below %d ms: %s%n", GOAL.toMillis(), quick ? "reached" : "MISSED");
        out.printf("webhooks that had to be sent again: %d%n", deliveries.repeated());
        return allThere && quick ? 0 : 1;
    }

    private void pauseUntil(Instant time) {
        Duration length = Duration.between(clock.instant(), time);
        try {
            if (length.isPositive()) {
                var _ = new Semaphore(0).tryAcquire(length.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void remove(LocalSystem system, Path home) throws IOException {
        system.down();
        FileTree.delete(home);
    }
}
