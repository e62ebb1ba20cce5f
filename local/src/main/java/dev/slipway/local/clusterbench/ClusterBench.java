package dev.slipway.local.clusterbench;

import static java.util.Objects.requireNonNull;

import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.system.CleanStart;
import dev.slipway.local.system.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Slipway against a real API server: how soon due runs are Jobs, how many a second, and what many live ones cost. */
public final class ClusterBench {
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final int WARM_UP = 500;
    private static final int SUBMITTED_IN_A_SECOND = 50;
    private static final int ENDINGS = 50;

    private final ThrowawaySystem system;
    private final AuditLog audit;
    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();

    private ClusterBench(ThrowawaySystem system, PrintStream out) {
        this.system = system;
        this.audit = AuditLog.ofNode(system.home());
        this.out = out;
    }

    /**
     * Prints what it measures; 1 if the goal is missed.
     *
     * @param runs due within one second
     * @param live Jobs to be watched at the same time; 0 for none
     */
    public static int run(Settings settings, PrintStream out, int runs, int live) throws Exception {
        // what one that was killed left behind
        new ThrowawaySystem(settings).remove();
        var system = new ThrowawaySystem(settings);
        try {
            return CleanStart.run(system.system(), out, () -> new ClusterBench(system, out).measure(runs, live));
        } finally {
            system.remove();
        }
    }

    private int measure(int runs, int live) {
        RunningSlipway slipway = system.up(out::println);
        out.printf("%d processors, load %s%n", Runtime.getRuntime().availableProcessors(), load());
        try (GatewayClient gateway = slipway.client();
                var api = KubernetesApi.of(system.node());
                var facts = new RunFacts(slipway.bootstrapServers())) {
            DueRuns due = DueRuns.of(slipway, gateway);
            memory("no Job");
            fill(due, facts, WARM_UP);
            boolean reached = burst(due, facts, api, runs);
            if (live > 0) {
                live(due, facts, api, live);
            }
            return reached ? 0 : 1;
        }
    }

    private boolean burst(DueRuns due, RunFacts facts, KubernetesApi api, int runs) {
        List<UUID> before = List.copyOf(facts.jobs().keySet());
        ProcessorTimes idle = submit(due, runs);
        facts.until(() -> facts.jobs().size() >= before.size() + runs, PATIENCE, "all Jobs are made");
        ProcessorTimes busy = ProcessorTimes.of(system.system().status());
        out.printf("load %s; processor time for each run in ms: %s%n", load(), busy.since(idle, runs));
        List<UUID> all = facts.jobs().keySet().stream()
                .filter(run -> !before.contains(run))
                .toList();
        var burst = new Burst(all, facts, audit.posts());
        boolean reached = burst.compare(PlainPosts.like(api, clock, burst.job()), audit, out);
        memory(before.size() + runs + " Jobs");
        return reached;
    }

    /** Runs that will be due soon, and what everything had cost when they were about to be. */
    private ProcessorTimes submit(DueRuns due, int count) {
        Instant start = clock.instant().plus(Duration.ofSeconds(10 + count / SUBMITTED_IN_A_SECOND));
        due.within(start, DueRuns.WINDOW, count);
        Duration early = Duration.between(clock.instant(), start);
        out.printf(
                "%d runs are due within a second%s%n",
                count, early.isNegative() ? "; they were submitted " + -early.toMillis() + " ms too late" : "");
        if (early.isPositive()) {
            pause(early);
        }
        return ProcessorTimes.of(system.system().status());
    }

    /** Returns when there are so many Jobs. */
    private void fill(DueRuns due, RunFacts facts, int total) {
        due.within(clock.instant(), Duration.ZERO, total - facts.jobs().size());
        facts.until(() -> facts.jobs().size() >= total, PATIENCE, "all Jobs are made");
    }

    private void live(DueRuns due, RunFacts facts, KubernetesApi api, int live) {
        system.node().part("kube-controller-manager").stop(LOOK);
        fill(due, facts, live);
        var jobs = new LiveJobs(api, clock);
        Instant start = clock.instant();
        int count = jobs.start();
        out.printf(
                "%d Jobs have pods that run, after %d s%n",
                count, Duration.between(start, clock.instant()).toSeconds());
        memory(live + " Jobs with pods");
        Map<String, Instant> ended = jobs.end(ENDINGS);
        facts.until(() -> facts.ended().keySet().containsAll(ended.keySet()), PATIENCE, "all endings are noticed");
        Times.header(out);
        Times.of(ended.entrySet().stream()
                        .map(one -> Duration.between(
                                one.getValue(), requireNonNull(facts.ended().get(one.getKey()))))
                        .toList())
                .print(out, "a Job's end, until it is noticed and told (JobEnded)");
    }

    private void memory(String state) {
        ProcessLoad dispatcher = system.dispatcher();
        Duration before = dispatcher.cpu();
        Instant start = clock.instant();
        pause(LOOK);
        double busy = dispatcher.cpu().minus(before).toMillis()
                / (double) Duration.between(start, clock.instant()).toMillis();
        out.printf(
                "dispatcher with %s: %d MB of objects, %d MB resident, %.0f %% of a processor%n",
                state, dispatcher.heapAfterCollection(), dispatcher.residentMemory(), busy * 100);
    }

    private static void pause(Duration length) {
        try {
            var _ = new Semaphore(0).tryAcquire(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "unknown";
        }
    }
}
