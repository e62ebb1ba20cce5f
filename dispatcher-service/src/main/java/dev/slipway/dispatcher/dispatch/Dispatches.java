package dev.slipway.dispatcher.dispatch;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobLost;
import dev.slipway.contracts.job.v1.JobStarted;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.outbox.Cause;
import dev.slipway.outbox.Outbox;
import dev.slipway.outbox.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Records what happens to attempts, each change together with the fact that tells the others. */
@ApplicationScoped
public class Dispatches {
    private final Transactions transactions;
    private final DispatchRepository repository;
    private final Outbox outbox;
    private final Clock clock;

    Dispatches(Transactions transactions, DispatchRepository repository, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.repository = repository;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Records the intent to start an attempt; attempts before it are to be gone by {@code stopEarlierBy}. */
    public Uni<Void> recordDue(SqlConnection tx, Envelope<?> event, RunDue due, Instant stopEarlierBy) {
        var earlier = new AttemptKey(due.workspace(), due.flowRunId(), due.attempt() - 1);
        return repository
                .record(tx, due, Cause.of(event), clock.instant())
                .chain(isNew -> isNew && due.attempt() > 1
                        ? orderStop(tx, earlier, StopReason.SUPERSEDED, stopEarlierBy)
                        : Uni.createFrom().voidItem());
    }

    /** Wants an attempt and those before it to be gone; one that no launcher has touched ends at once. */
    public Uni<Void> orderStop(SqlConnection tx, AttemptKey upTo, StopReason reason, Instant notBefore) {
        String message = "Not started: " + reason.words() + ".";
        Instant now = clock.instant();
        return repository
                .endRecorded(tx, upTo, message, now)
                .chain(ended -> appendEnded(tx, ended, Ending.without(EndReason.CANCELLED, message), now))
                .chain(() -> repository.orderStop(tx, upTo, reason, notBefore));
    }

    /**
     * The container exists. Empty if the lease was lost; else the row, with a stop order that may have come meanwhile.
     *
     * @param keepLease for who is going to start it
     */
    public Uni<Optional<Dispatch>> created(Dispatch dispatch, UUID owner, Infrastructure made, boolean keepLease) {
        Instant now = clock.instant();
        AttemptKey key = dispatch.key();
        var fact = new JobCreated(
                key.workspace(),
                key.flowRunId(),
                key.attempt(),
                made.place().type(),
                made.id(),
                made.name(),
                made.image(),
                now);
        return transactions.run(tx -> repository
                .created(tx, key, owner, made, keepLease, now)
                .call(created -> append(tx, created.isPresent(), fact, dispatch.cause())));
    }

    /** The process runs or ran; gives the lease back. False if the lease was lost. */
    public Uni<Boolean> running(Dispatch dispatch, UUID owner, Instant startedAt) {
        AttemptKey key = dispatch.key();
        String infrastructureId = dispatch.infrastructureId();
        if (infrastructureId == null) {
            throw new IllegalArgumentException(key + " has no container that could run");
        }
        var fact = new JobStarted(key.workspace(), key.flowRunId(), key.attempt(), infrastructureId, startedAt);
        return change(tx -> repository.running(tx, key, owner, startedAt), fact, dispatch.cause());
    }

    /** Nothing runs any more. False if the lease was lost. */
    public Uni<Boolean> ended(Dispatch dispatch, UUID owner, Ending ending) {
        Instant now = clock.instant();
        return change(
                tx -> repository.ended(tx, dispatch.key(), owner, ending, now),
                jobEnded(dispatch, ending, now),
                dispatch.cause());
    }

    /** The container is gone and nobody saw how it ended. False if the lease was lost. */
    public Uni<Boolean> lost(Dispatch dispatch, UUID owner, String message) {
        Instant now = clock.instant();
        AttemptKey key = dispatch.key();
        var fact =
                new JobLost(key.workspace(), key.flowRunId(), key.attempt(), dispatch.infrastructureId(), message, now);
        return change(tx -> repository.lost(tx, key, owner, message, now), fact, dispatch.cause());
    }

    /** The attempt as it is recorded now. */
    public Uni<Optional<Dispatch>> find(AttemptKey key) {
        return transactions.read(tx -> repository.find(tx, key));
    }

    /** All attempts of a run, the first one first. */
    public Uni<List<Dispatch>> findByRun(String workspace, UUID flowRunId) {
        return transactions.read(tx -> repository.findByRun(tx, workspace, flowRunId));
    }

    private Uni<Boolean> change(Function<SqlConnection, Uni<Boolean>> write, Event fact, Cause cause) {
        return transactions.run(tx -> write.apply(tx).call(changed -> append(tx, changed, fact, cause)));
    }

    private Uni<Void> append(SqlConnection tx, boolean changed, Event fact, Cause cause) {
        return changed ? outbox.append(tx, fact, cause) : Uni.createFrom().voidItem();
    }

    private Uni<Void> appendEnded(SqlConnection tx, List<Dispatch> ended, Ending ending, Instant now) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Dispatch dispatch : ended) {
            all = all.chain(() -> outbox.append(tx, jobEnded(dispatch, ending, now), dispatch.cause()));
        }
        return all;
    }

    private static JobEnded jobEnded(Dispatch dispatch, Ending ending, Instant now) {
        AttemptKey key = dispatch.key();
        return new JobEnded(
                key.workspace(),
                key.flowRunId(),
                key.attempt(),
                dispatch.infrastructureId(),
                ending.reason(),
                ending.exitCode(),
                ending.message(),
                now);
    }
}
