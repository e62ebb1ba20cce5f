package dev.slipway.local.serverbench;

import dev.slipway.contracts.Ids;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.clusterbench.ProcessorTimes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What running flows tell: log lines, and events of task runs. */
final class TelemetryLoads {
    private static final int LINES = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Meter meter;
    private final GatewayClient client;
    private final RunLoads runs;
    private final Clock clock;

    TelemetryLoads(Meter meter, GatewayClient client, RunLoads runs, Clock clock) {
        this.meter = meter;
        this.client = client;
        this.runs = runs;
        this.clock = clock;
    }

    Measured logLines() {
        var runIds = new ArrayList<String>();
        var calls = new ArrayList<Call>();
        for (int i = 0; i < ClosedLoop.CONNECTIONS; i++) {
            String run = runs.run();
            runIds.add(run);
            calls.add(Call.post("/api/logs/", Bodies.logLines(run, LINES, clock.instant()), 201));
        }
        Measured rate = meter.rate(RunLoads.inTurn(calls), LINES);
        long start = System.nanoTime();
        runIds.forEach(run -> client.post("/api/logs/", List.of(last(run))));
        boolean all = until(() -> runIds.stream().allMatch(this::isLastReadable));
        return new Measured(
                rate.value(),
                rate.about() + "; all readable %s".formatted(all ? "after " + seconds(start) : "NOT AT ALL"));
    }

    /** Counts from the first event until the last task run can be read in its last state. */
    Measured taskRunEvents(int count) {
        String run = runs.run();
        int taskRuns = count / TaskRunEvents.STATES.size();
        List<String> events = new TaskRunEvents(clock, Ids.timeOrdered(clock)).of(run, taskRuns);
        try (var sockets = new EventSockets(meter.loop(), ClosedLoop.CONNECTIONS)) {
            ProcessorTimes before = meter.times();
            Duration own = Machine.ownCpu();
            long start = System.nanoTime();
            sockets.send(events, TaskRunEvents.STATES.size());
            boolean all = until(() -> completed(run) >= taskRuns);
            double seconds = (System.nanoTime() - start) / 1e9;
            int recorded = all ? events.size() : completed(run) * TaskRunEvents.STATES.size();
            return new Measured(
                    recorded / seconds,
                    "%d of %d events; load %s; generator %.0f %% of a processor; milliseconds of processor for each: %s"
                            .formatted(
                                    recorded,
                                    events.size(),
                                    Machine.load(),
                                    Machine.ownCpu().minus(own).toMillis() / seconds / 10,
                                    meter.times().since(before, events.size())));
        }
    }

    /** Milliseconds until so many task runs of the run can be read as completed; at least that if they can't. */
    Measured untilVisible(String run, int taskRuns) {
        long start = System.nanoTime();
        boolean all = until(() -> completed(run) >= taskRuns);
        double millis = (System.nanoTime() - start) / 1e6;
        String missing = all ? "" : "; ONLY %d of %d".formatted(completed(run), taskRuns);
        return new Measured(millis, "load " + Machine.load() + missing);
    }

    private int completed(String run) {
        return client.post(
                        "/api/task_runs/count",
                        Map.of(
                                "flow_runs",
                                Map.of("id", Map.of("any_", List.of(run))),
                                "task_runs",
                                Map.of("state", Map.of("type", Map.of("any_", List.of("COMPLETED"))))))
                .asInt();
    }

    private Map<String, Object> last(String run) {
        return Map.of(
                "name",
                "bench",
                "level",
                20,
                "message",
                "last",
                "timestamp",
                clock.instant().toString(),
                "flow_run_id",
                run);
    }

    private boolean isLastReadable(String run) {
        return client.post(
                        "/api/logs/filter",
                        Map.of(
                                "logs",
                                Map.of("flow_run_id", Map.of("any_", List.of(run))),
                                "sort",
                                "TIMESTAMP_DESC",
                                "limit",
                                1))
                .path(0)
                .path("message")
                .asText()
                .equals("last");
    }

    private static boolean until(BooleanSupplier reached) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Machine.pause(LOOK_AGAIN);
        }
        return true;
    }

    private static String seconds(long start) {
        return "%.1f s".formatted((System.nanoTime() - start) / 1e9);
    }
}
