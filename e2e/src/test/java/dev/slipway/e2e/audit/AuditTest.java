package dev.slipway.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobStarted;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.contracts.run.v1.RunRepaired;
import dev.slipway.contracts.run.v1.RunStateChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final UUID RUN = id(1);
    private static final UUID DUE = id(2);
    private static final Envelope<?> CREATED = fact(id(3), DUE, created());
    private static final Envelope<?> STARTED = fact(id(4), DUE, new JobStarted("default", RUN, 1, "cluster:job", NOW));
    private static final Envelope<?> ENDED =
            fact(id(5), DUE, new JobEnded("default", RUN, 1, "cluster:job", EndReason.COMPLETED, 0, "ended", NOW));
    private static final SeenJob JOB = new SeenJob("uid", "job", RUN, 1);

    private final List<Envelope<?>> log = new ArrayList<>(List.of(
            fact(DUE, null, due()),
            CREATED,
            STARTED,
            ENDED,
            state(10, "PENDING"),
            state(11, "RUNNING"),
            state(12, "COMPLETED")));
    private final List<SeenJob> jobs = new ArrayList<>(List.of(JOB));

    @Test
    void aRunWithOneJobAndOneEndIsAllRight() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void theSameFactAgainIsNoOther() {
        log.add(log.indexOf(ENDED), CREATED);
        log.add(ENDED);

        assertThat(findings()).isEmpty();
    }

    @Test
    void anotherFactWithAnIdThatWasUsedIsFound() {
        log.add(fact(ENDED.id(), DUE, created()));

        assertThat(findings()).singleElement().asString().contains("two different facts");
    }

    @Test
    void aJobThatIsToldTwiceIsFound() {
        log.add(log.indexOf(CREATED) + 1, fact(id(6), DUE, created()));

        assertThat(findings()).anyMatch(finding -> finding.contains("[JobCreated, JobCreated, JobStarted, JobEnded]"));
    }

    @Test
    void aLostFactIsFound() {
        for (Envelope<?> fact : List.of(CREATED, STARTED, ENDED)) {
            var rest = new ArrayList<>(log);
            rest.remove(fact);

            assertThat(Audit.of(rest, jobs, List.of(RUN)))
                    .anyMatch(finding -> finding.startsWith("of attempt 1 of run " + RUN + " was told"));
        }
    }

    @Test
    void factsInAnotherOrderAreFound() {
        log.remove(CREATED);
        log.add(CREATED);

        assertThat(findings()).singleElement().asString().contains("[JobStarted, JobEnded, JobCreated]");
    }

    @Test
    void aSecondJobIsFoundEvenIfItWasGoneAtOnce() {
        jobs.add(new SeenJob("another uid", "job", RUN, 1));

        assertThat(findings()).singleElement().asString().contains("had the Jobs [job, job], told were [job]");
    }

    @Test
    void aJobThatNeverWasIsFound() {
        jobs.clear();

        assertThat(findings()).singleElement().asString().contains("had the Jobs []");
    }

    @Test
    void aJobThatNobodyAskedForIsFound() {
        jobs.add(new SeenJob("another uid", "other", RUN, 2));

        assertThat(findings()).containsExactly("nobody asked for the Job other");
    }

    @Test
    void aRunThatEndsTwiceOrNeverIsFound() {
        log.add(state(13, "CRASHED"));
        assertThat(findings()).singleElement().asString().contains("[PENDING, RUNNING, COMPLETED, CRASHED]");

        log.removeIf(fact -> fact.data() instanceof RunStateChanged state
                && !state.stateType().equals("PENDING"));
        assertThat(findings()).singleElement().asString().contains("had the states [PENDING]");
    }

    @Test
    void aRunThatWasNeverDueIsFound() {
        assertThat(Audit.of(List.of(), List.of(), List.of(RUN))).contains("run " + RUN + " was never due");
    }

    @Test
    void aFactWhoseCauseIsNotInTheLogIsFound() {
        log.set(log.indexOf(STARTED), fact(STARTED.id(), id(99), STARTED.data()));

        assertThat(findings()).singleElement().asString().contains("is not in the log");
    }

    @Test
    void anAttemptThatIsDueAgainIsFoundUnlessARepairSaysSo() {
        log.add(fact(id(7), null, due()));
        assertThat(findings()).singleElement().asString().contains("was due 2 times, repaired 0");

        log.add(fact(
                id(8),
                null,
                new RunRepaired(
                        "default",
                        RUN,
                        1,
                        RunRepaired.Found.NO_DISPATCH,
                        RunRepaired.Done.TOLD_AGAIN,
                        "told again",
                        NOW)));
        assertThat(findings()).isEmpty();
    }

    private List<String> findings() {
        return Audit.of(log, jobs, List.of(RUN));
    }

    private static Envelope<?> state(long id, String type) {
        return fact(
                id(id),
                null,
                new RunStateChanged("default", RUN, 1, id(id), type, type, null, null, "kubernetes", NOW));
    }

    private static JobCreated created() {
        return new JobCreated("default", RUN, 1, "kubernetes", "cluster:job", "job", "image", NOW);
    }

    private static RunDue due() {
        return new RunDue(
                "default",
                RUN,
                1,
                "brave-fox",
                id(20),
                "flow",
                null,
                null,
                null,
                id(21),
                "pool",
                "kubernetes",
                "default",
                Map.of(),
                Map.of(),
                Map.of(),
                NOW,
                NOW);
    }

    private static Envelope<?> fact(UUID id, @Nullable UUID cause, Event data) {
        return new Envelope<>(id, "/test", NOW, null, cause, null, data);
    }

    private static UUID id(long number) {
        return new UUID(0, number);
    }
}
