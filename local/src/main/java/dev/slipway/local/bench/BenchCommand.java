package dev.slipway.local.bench;

import static java.util.Objects.requireNonNullElse;

import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.clusterbench.ClusterBench;
import dev.slipway.local.demo.DemoRepository;
import dev.slipway.local.demo.Journey;
import dev.slipway.local.demo.JourneyFollower;
import dev.slipway.local.demo.Outcome;
import dev.slipway.local.demo.Part;
import dev.slipway.local.demo.TimeParts;
import dev.slipway.local.forge.WorkTree;
import dev.slipway.local.serverbench.ServerBench;
import dev.slipway.local.storm.StormBench;
import dev.slipway.local.system.CleanStart;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./slipway bench}. */
@Command(name = "bench", description = "Pushes a trivial flow many times and prints how long each hop takes.")
public final class BenchCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PrintStream out = System.out;

    @Option(names = "--pushes", description = "How many; 50 by default, 200 with --storm.")
    private @Nullable Integer pushes;

    @Option(
            names = "--kubernetes",
            description =
                    "Instead of pushes: runs that are due within one second, on a Kubernetes node of its own, and many"
                            + " live Jobs. Takes some minutes.")
    private boolean kubernetes;

    @Option(names = "--runs", defaultValue = "1000", description = "With --kubernetes; ${DEFAULT-VALUE} by default.")
    private int runs;

    @Option(
            names = "--live",
            defaultValue = "10000",
            description = "Live Jobs; ${DEFAULT-VALUE} by default, 0 for none.")
    private int live;

    @Option(
            names = "--prefect",
            description =
                    "Instead of pushes: the same load for Prefect's own server and for Slipway, one after the other.")
    private boolean prefect;

    @Option(
            names = "--seconds",
            defaultValue = "6",
            description = "With --prefect: for each operation; ${DEFAULT-VALUE} by default.")
    private int seconds;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "With --prefect: how often all of it; ${DEFAULT-VALUE} by default.")
    private int rounds;

    @Option(
            names = "--slipway-only",
            description = "With --prefect: without Prefect's server, to see a change's effect.")
    private boolean slipwayOnly;

    @Option(
            names = "--storm",
            description = "Instead: many pushes to many projects within a minute, on a system of its own.")
    private boolean storm;

    @Option(names = "--projects", defaultValue = "20", description = "With --storm; ${DEFAULT-VALUE} by default.")
    private int projects;

    @Option(names = "--kill", description = "With --storm: each service is killed once meanwhile.")
    private boolean kill;

    @Override
    public Integer call() throws Exception {
        Settings settings = Settings.ofThisProcess();
        if (kubernetes) {
            return ClusterBench.run(settings, out, runs, live);
        }
        if (prefect) {
            return ServerBench.run(settings, out, new ServerBench.Options(seconds, rounds, slipwayOnly));
        }
        if (storm) {
            return StormBench.run(
                    settings, out, new StormBench.Options(projects, requireNonNullElse(pushes, 200), kill));
        }
        var system = new LocalSystem(settings);
        return CleanStart.run(system, out, () -> measure(system, settings));
    }

    private int measure(LocalSystem system, Settings settings) throws IOException {
        RunningSlipway slipway = system.up(out::println);
        var repository =
                new DemoRepository(system.forge(), settings.root().resolve("bench"), "flows/bench.py", settings.home());
        WorkTree tree = repository.prepare(slipway);
        var hops = new HopTimes();
        int failed = 0;
        int wanted = requireNonNullElse(pushes, 50);
        for (int i = 1; i <= wanted; i++) {
            repository.commit(tree);
            String result = measure(slipway, repository.slug(), tree, hops);
            failed += result.isEmpty() ? 0 : 1;
            out.printf("push %d of %d %s%n", i, wanted, result);
        }
        hops.print(out);
        return failed == 0 ? 0 : 1;
    }

    /** Empty, or why the push did not end in a completed run. */
    private static String measure(RunningSlipway slipway, String slug, WorkTree tree, HopTimes hops) {
        try (var follower = new JourneyFollower(slipway, Clock.systemUTC(), PATIENCE)) {
            Journey journey = follower.push(tree, slug, line -> {});
            if (journey.outcome().orElseThrow() instanceof Outcome.Failed failed) {
                return failed.reason();
            }
            TimeParts times = TimeParts.of(journey.milestones(), follower.stages(journey));
            for (Part part : times.parts()) {
                hops.add(part.name(), part.time());
            }
            hops.add("due, until the container is created", times.dispatch());
            hops.add("Slipway's own share", times.own());
            hops.add("from git push to COMPLETED", times.total());
            return "";
        }
    }
}
