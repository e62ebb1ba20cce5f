package dev.slipway.local.serverbench;

import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.system.CleanStart;
import dev.slipway.local.system.PartStatus;
import dev.slipway.local.system.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Prefect's server and Slipway, one after the other, under the same load. */
public final class ServerBench {
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final int RUNS_IN_TABLE = 100_000;
    private static final int TASKS = 1_000;

    private final Settings settings;
    private final Options options;
    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();

    private ServerBench(Settings settings, Options options, PrintStream out) {
        this.settings = settings;
        this.options = options;
        this.out = out;
    }

    /**
     * What is asked for.
     *
     * @param seconds for each operation, beside its warm-up
     * @param rounds of both servers; the medians are compared
     * @param slipwayOnly to measure again what is known of Prefect's server already
     */
    public record Options(int seconds, int rounds, boolean slipwayOnly) {}

    /** Prints what it measures; 1 if a goal is missed. */
    public static int run(Settings settings, PrintStream out, Options options) throws Exception {
        return new ServerBench(settings, options, out).compare();
    }

    private int compare() throws Exception {
        var comparison = new Comparison();
        out.printf(
                "%d processors, load %s, %d connections, %d s for each operation%n",
                Runtime.getRuntime().availableProcessors(), Machine.load(), ClosedLoop.CONNECTIONS, options.seconds());
        for (int round = 0; round < options.rounds(); round++) {
            if (!options.slipwayOnly()) {
                try (var prefect = new PrefectServer(settings)) {
                    measure(prefect, comparison::addPrefect);
                }
            }
            try (var slipway = SlipwayServer.fresh(settings)) {
                CleanStart.run(slipway.system(), out, () -> {
                    measure(slipway, comparison::addSlipway);
                    return 0;
                });
            }
        }
        return comparison.print(out) == 0 ? 0 : 1;
    }

    private void measure(BenchServer server, BiConsumer<Operation, Measured> figures) {
        Address address = server.start(out::println);
        try (var loop = new ClosedLoop(address);
                GatewayClient client = address.client()) {
            out.printf("%n%s%n", server.name());
            var meter = new Meter(server, loop, Duration.ofSeconds(options.seconds()));
            String flow = client.post("/api/flows/", Map.of("name", "bench"))
                    .path("id")
                    .asText();
            var runs = new RunLoads(meter, client, clock, flow);
            BiConsumer<Operation, Supplier<Measured>> take = (operation, measuring) -> {
                Measured measured = measuring.get();
                out.printf(
                        "%-52s %10s  %s%n",
                        operation.title(), operation.goal().format(measured.value()), measured.about());
                figures.accept(operation, measured);
            };
            warmUp(new RunLoads(new Meter(server, loop, WARM_UP), client, clock, flow));
            measureRuns(runs, take);
            measureRest(server, meter, client, runs, take);
        }
    }

    /** A virtual machine that has just started compiles more than it works. */
    private static void warmUp(RunLoads runs) {
        runs.create();
        runs.set("PENDING");
        runs.set("RUNNING");
        runs.set("COMPLETED");
        runs.read();
        runs.filter();
    }

    private void measureRuns(RunLoads runs, BiConsumer<Operation, Supplier<Measured>> take) {
        take.accept(Operation.CREATE_FLOW_RUN, runs::create);
        take.accept(Operation.SET_PENDING, () -> runs.set("PENDING"));
        take.accept(Operation.SET_RUNNING, () -> runs.set("RUNNING"));
        take.accept(Operation.SET_COMPLETED, () -> runs.set("COMPLETED"));
        take.accept(Operation.READ_FLOW_RUN, runs::read);
        take.accept(Operation.POLL, runs::poll);
    }

    private void measureRest(
            BenchServer server,
            Meter meter,
            GatewayClient client,
            RunLoads runs,
            BiConsumer<Operation, Supplier<Measured>> take) {
        var telemetry = new TelemetryLoads(meter, client, runs, clock);
        take.accept(Operation.LOG_LINES, telemetry::logLines);
        take.accept(
                Operation.TASK_RUN_EVENTS, () -> telemetry.taskRunEvents(server.eventsPerSecond() * options.seconds()));
        take.accept(Operation.TASK_RUNS_VISIBLE, () -> manyTasks(meter.loop().address(), telemetry));
        server.multiply(runs.completedRun(), RUNS_IN_TABLE);
        take.accept(Operation.FILTER, runs::filter);
        idle(server, meter);
        take.accept(Operation.CLAIM, () -> new Claims(server, client, runs).measure());
    }

    private Measured manyTasks(Address address, TelemetryLoads telemetry) {
        Path home = settings.home().resolve("bench-client");
        home.toFile().mkdirs();
        return new PrefectClient(settings, home, address).manyTasks(TASKS, run -> telemetry.untilVisible(run, TASKS));
    }

    private void idle(BenchServer server, Meter meter) {
        var before = meter.times();
        Machine.pause(IDLE);
        out.printf(
                "idle, milliseconds of processor in a second: %s%n",
                meter.times().since(before, IDLE.toSeconds()));
        for (PartStatus part : server.parts()) {
            out.printf("memory of %-45s %6d MB%n", part.name(), Machine.memory(part.pid()));
        }
    }
}
