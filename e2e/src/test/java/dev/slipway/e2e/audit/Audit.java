package dev.slipway.e2e.audit;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobLost;
import dev.slipway.contracts.job.v1.JobStarted;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.contracts.run.v1.RunRepaired;
import dev.slipway.contracts.run.v1.RunStateChanged;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the log of events and the Jobs of a cluster say about each other. Every run in question must have been due, each attempt
 * of it has one Job and tells once, in order, what became of it, and the run has one end. A fact may be in the log again, if it is
 * the same one: its readers know it by its id. Pure.
 */
public final class Audit {
    private static final Set<String> TERMINAL = Set.of("COMPLETED", "FAILED", "CANCELLED", "CRASHED");

    private final Map<UUID, Envelope<?>> facts = new LinkedHashMap<>();
    private final Collection<SeenJob> jobs;
    private final List<String> findings = new ArrayList<>();

    private Audit(List<Envelope<?>> log, Collection<SeenJob> jobs) {
        this.jobs = jobs;
        log.forEach(this::note);
    }

    private record Attempt(UUID run, int number) {
        @Override
        public String toString() {
            return "attempt " + number + " of run " + run;
        }
    }

    /** What is wrong with these runs, in sentences; empty if nothing is. */
    public static List<String> of(List<Envelope<?>> log, Collection<SeenJob> jobs, Collection<UUID> runs) {
        var audit = new Audit(log, jobs);
        runs.forEach(audit::check);
        return audit.findings;
    }

    private void note(Envelope<?> fact) {
        Envelope<?> known = facts.putIfAbsent(fact.id(), fact);
        expect(known == null || known.data().equals(fact.data()), "two different facts have the id " + fact.id());
    }

    private void check(UUID run) {
        List<Attempt> attempts = all(RunDue.class)
                .map(due -> new Attempt(due.data().flowRunId(), due.data().attempt()))
                .filter(attempt -> attempt.run().equals(run))
                .distinct()
                .toList();
        expect(!attempts.isEmpty(), "run " + run + " was never due");
        attempts.forEach(this::check);
        attempts.forEach(this::checkJobs);
        jobs.stream()
                .filter(job -> job.flowRunId().equals(run))
                .forEach(job -> expect(
                        attempts.contains(new Attempt(run, job.attempt())), "nobody asked for the Job " + job.name()));
        checkEnd(run);
    }

    /** Due once, or again for a repair that says so; then created, started and ended, for that reason and in that order. */
    private void check(Attempt attempt) {
        List<Envelope<RunDue>> dues = all(RunDue.class)
                .filter(due -> attempt.equals(
                        new Attempt(due.data().flowRunId(), due.data().attempt())))
                .toList();
        long repeats = all(RunRepaired.class)
                .filter(repair -> repair.data().done() == RunRepaired.Done.TOLD_AGAIN)
                .filter(repair -> attempt.equals(
                        new Attempt(repair.data().flowRunId(), repair.data().attempt())))
                .count();
        expect(dues.size() == 1 + repeats, attempt + " was due " + dues.size() + " times, repaired " + repeats);
        List<? extends Envelope<?>> told = facts.values().stream()
                .filter(fact -> isOf(fact.data(), attempt))
                .toList();
        List<String> names = told.stream()
                .map(fact -> fact.data().getClass().getSimpleName())
                .toList();
        expect(names.equals(List.of("JobCreated", "JobStarted", "JobEnded")), "of " + attempt + " was told " + names);
        Set<UUID> causes = Set.copyOf(dues.stream().map(Envelope::id).toList());
        told.forEach(fact -> expect(
                fact.causationId() != null && causes.contains(fact.causationId()),
                "what led to " + fact.data() + " is not in the log"));
    }

    private void checkJobs(Attempt attempt) {
        List<String> told = all(JobCreated.class)
                .filter(created -> isOf(created.data(), attempt))
                .map(created -> created.data().infrastructureName())
                .toList();
        List<String> seen = jobs.stream()
                .filter(job -> attempt.equals(new Attempt(job.flowRunId(), job.attempt())))
                .map(SeenJob::name)
                .toList();
        expect(seen.size() == 1 && seen.equals(told), attempt + " had the Jobs " + seen + ", told were " + told);
    }

    private void checkEnd(UUID run) {
        List<String> states = all(RunStateChanged.class)
                .filter(state -> state.data().flowRunId().equals(run))
                .map(state -> state.data().stateType())
                .toList();
        boolean endsOnce = !states.isEmpty()
                && TERMINAL.contains(states.getLast())
                && states.stream().filter(TERMINAL::contains).count() == 1;
        expect(endsOnce, "run " + run + " had the states " + states);
    }

    private static boolean isOf(Event fact, Attempt attempt) {
        return attempt.equals(
                switch (fact) {
                    case JobCreated created -> new Attempt(created.flowRunId(), created.attempt());
                    case JobStarted started -> new Attempt(started.flowRunId(), started.attempt());
                    case JobEnded ended -> new Attempt(ended.flowRunId(), ended.attempt());
                    case JobLost lost -> new Attempt(lost.flowRunId(), lost.attempt());
                    default -> null;
                });
    }

    @SuppressWarnings("unchecked")
    private <E extends Event> Stream<Envelope<E>> all(Class<E> type) {
        return facts.values().stream()
                .filter(fact -> type.isInstance(fact.data()))
                .map((Function<Envelope<?>, Envelope<E>>) fact -> (Envelope<E>) fact);
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            findings.add(otherwise);
        }
    }
}
