package dev.slipway.local.clusterbench;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs that were due at once, held against the same Jobs from plain clients. */
final class Burst {
    private static final Duration GOAL = Duration.ofMillis(250);
    private static final int PLAIN_CLIENTS = 16;

    private final List<UUID> runs;
    private final RunFacts facts;
    private final Map<String, AuditLog.Post> posts;

    Burst(List<UUID> runs, RunFacts facts, Map<String, AuditLog.Post> posts) {
        this.runs = runs;
        this.facts = facts;
        this.posts = posts;
    }

    /** True if the goal is reached. */
    boolean compare(PlainPosts plain, AuditLog audit, PrintStream out) {
        double limit = plain.rate("limit", PLAIN_CLIENTS, runs.size());
        Times plainly = replayed(plain.replay("plain", moments()), audit.posts());
        Times made = times(run -> Duration.between(due(run), post(run).answered()));
        Times atOnce = replayed(plain.replay("at-once", evenly()), audit.posts());
        print(made, out);
        plainly.print(out, "the same Jobs, wanted at the moments of RunDue and plainly posted");
        atOnce.print(out, "the same Jobs, wanted within one second and plainly posted");
        Duration above = made.percentile(99).minus(plainly.percentile(99));
        boolean reached = above.compareTo(GOAL) <= 0;
        out.printf(
                "%np99 above the API server's own: %.0f ms; the goal is %d ms: %s%n",
                Times.millis(above), GOAL.toMillis(), reached ? "reached" : "MISSED");
        out.printf(
                "runs claimed in a second: %.0f; Jobs made in a second: %.0f by Slipway, %.0f by %d plain clients%n",
                rate(runs.stream().map(this::due)),
                rate(runs.stream().map(run -> post(run).answered())),
                limit,
                PLAIN_CLIENTS);
        return reached;
    }

    /** An example of the Jobs. */
    String job() {
        return requireNonNull(facts.jobs().get(runs.getFirst()));
    }

    private void print(Times made, PrintStream out) {
        Times.header(out);
        times(run -> Duration.between(requireNonNull(facts.meant().get(run)), due(run)))
                .print(out, "the time of the run, until it is claimed and told (RunDue)");
        times(run -> Duration.between(due(run), post(run).received()))
                .print(out, "RunDue, until the API server gets the Job");
        times(run -> post(run).taken()).print(out, "the API server's time for that request");
        made.print(out, "RunDue, until the Job is made");
    }

    /** When each run was due, after the first one. */
    private List<Duration> moments() {
        Instant first = runs.stream().map(this::due).min(Instant::compareTo).orElseThrow();
        return runs.stream().map(run -> Duration.between(first, due(run))).toList();
    }

    private List<Duration> evenly() {
        return IntStream.range(0, runs.size())
                .mapToObj(i -> DueRuns.WINDOW.multipliedBy(i).dividedBy(runs.size()))
                .toList();
    }

    private static Times replayed(Map<String, Instant> wanted, Map<String, AuditLog.Post> posts) {
        var times = new ArrayList<Duration>();
        wanted.forEach((name, moment) -> times.add(
                Duration.between(moment, requireNonNull(posts.get(name)).answered())));
        return Times.of(times);
    }

    private Instant due(UUID run) {
        return requireNonNull(facts.due().get(run));
    }

    private AuditLog.Post post(UUID run) {
        return requireNonNull(posts.get(requireNonNull(facts.jobs().get(run))));
    }

    private Times times(Function<UUID, Duration> time) {
        return Times.of(runs.stream().map(time).toList());
    }

    private static double rate(Stream<Instant> moments) {
        List<Instant> all = moments.sorted().toList();
        return all.size() / (Duration.between(all.getFirst(), all.getLast()).toNanos() / 1e9);
    }
}
