package dev.slipway.builder.build;

import dev.slipway.contracts.build.v1.BuildStage;
import dev.slipway.outbox.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What can be done with builds: each step changes the state and tells the others in one transaction. */
@ApplicationScoped
public class Builds {
    private final BuildRepository repository;
    private final BuildEvents events;
    private final Transactions transactions;
    private final QueueConfig queue;
    private final Clock clock;

    Builds(BuildRepository repository, BuildEvents events, Transactions transactions, QueueConfig queue, Clock clock) {
        this.repository = repository;
        this.events = events;
        this.transactions = transactions;
        this.queue = queue;
        this.clock = clock;
    }

    /** Queues a build, in the transaction that records its push; queued builds of older pushes of the ref are pointless now. */
    public Uni<Void> queue(SqlConnection tx, Build build) {
        return repository
                .insert(tx, build)
                .chain(() -> events.queued(tx, build))
                .chain(() -> repository.queuedBefore(tx, build.source(), build.generation()))
                .chain(older -> forEach(older, one -> supersede(tx, one, build.id())));
    }

    /** A queued build is pointless: another one has what comes after it. */
    public Uni<Void> supersede(SqlConnection tx, Build build, UUID by) {
        Build superseded = build.superseded("A newer push of the ref is built instead.", clock.instant());
        return repository.update(tx, superseded).chain(() -> events.superseded(tx, superseded, by));
    }

    /** The ref is gone: what is queued for it is not built. */
    public Uni<Void> cancelQueued(SqlConnection tx, Source source, String why) {
        return repository
                .queuedBefore(tx, source, Long.MAX_VALUE)
                .chain(queued -> forEach(queued, build -> cancel(tx, build, why)));
    }

    private static Uni<Void> forEach(List<Build> builds, Function<Build, Uni<? extends Void>> step) {
        return Multi.createFrom()
                .iterable(builds)
                .onItem()
                .transformToUniAndConcatenate(step)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> cancel(SqlConnection tx, Build build, String why) {
        Build cancelled = build.cancelled(why, clock.instant());
        return repository.update(tx, cancelled).chain(() -> events.failed(tx, cancelled));
    }

    /** Cancels a build that has not ended; one that has is left as it is. Empty if there is no such build. */
    public Uni<Optional<Build>> cancel(String workspace, UUID id, String why) {
        return transactions.run(tx -> repository
                .lock(tx, workspace, id)
                .call(found -> found.isPresent() && !found.get().state().isFinal()
                        ? cancel(tx, found.get(), why)
                        : Uni.createFrom().voidItem()));
    }

    /**
     * Takes the next build that nobody works on. One that was given up by too many builders fails instead: it is likely to be
     * what kills them.
     */
    public Uni<Optional<Build>> claim(UUID owner, Duration lease, int maxAttempts) {
        Instant now = clock.instant();
        return transactions.run(tx -> repository
                .next(tx, now, queue.perProject(), queue.overall())
                .chain(next -> {
                    if (next.isEmpty()) {
                        return Uni.createFrom().item(next);
                    }
                    return next.get().attempt() < maxAttempts
                            ? take(tx, next.get(), owner, now.plus(lease)).map(Optional::of)
                            : giveUp(tx, next.get()).replaceWith(Optional.<Build>empty());
                }));
    }

    private Uni<Build> take(SqlConnection tx, Build build, UUID owner, Instant until) {
        Instant now = clock.instant();
        Build taken = build.taken(now);
        return repository
                .update(tx, taken)
                .chain(() -> repository.lease(tx, new Lease(taken.id(), owner, taken.attempt()), until))
                .chain(() -> events.started(tx, taken, now))
                .replaceWith(taken);
    }

    private Uni<Void> giveUp(SqlConnection tx, Build build) {
        BuildStage stage = build.stage() == null ? BuildStage.CHECKOUT : build.stage();
        String why =
                "The build was interrupted " + build.attempt() + " times and is not tried again. Push again, or look"
                        + " at the logs of build-service if it happens again.";
        Build failed = build.failed(stage, why, clock.instant());
        return repository.update(tx, failed).chain(() -> events.failed(tx, failed));
    }

    /** Those of the builds that are still ours, for another while. */
    public Uni<Set<UUID>> renew(UUID owner, Collection<UUID> ids, Duration lease) {
        return repository.renew(owner, ids, clock.instant().plus(lease));
    }

    /** Gives a build back, so that another builder can take it at once. */
    public Uni<Void> release(Lease lease) {
        return repository.release(lease.owner(), lease.buildId(), Instant.EPOCH);
    }

    /** The attempt enters a stage. Fails with {@link LeaseLost} if it should not. */
    public Uni<Void> enter(Lease lease, BuildStage stage) {
        return change(lease, build -> build.entered(stage, clock.instant()), (tx, build) -> Uni.createFrom()
                .voidItem());
    }

    /** The images are in the registry, the deployments known. Fails with {@link LeaseLost} if the lease is gone. */
    public Uni<Void> succeed(Lease lease, Product product) {
        return change(
                lease,
                build -> build.succeeded(product.images(), clock.instant()),
                (tx, build) -> events.succeeded(tx, build, product));
    }

    /** The build ends without result. Fails with {@link LeaseLost} if the lease is gone. */
    public Uni<Void> fail(Lease lease, BuildStage stage, String message) {
        return change(lease, build -> build.failed(stage, message, clock.instant()), events::failed);
    }

    private Uni<Void> change(
            Lease lease, UnaryOperator<Build> step, BiFunction<SqlConnection, Build, Uni<Void>> report) {
        return transactions.run(tx -> repository.held(tx, lease).chain(held -> {
            Build next = step.apply(held.orElseThrow(() -> new LeaseLost(lease)));
            return repository.update(tx, next).chain(() -> report.apply(tx, next));
        }));
    }

    Uni<Optional<Build>> find(String workspace, UUID id) {
        return repository.find(workspace, id);
    }

    Uni<List<Build>> list(String workspace, BuildFilter filter) {
        return repository.list(workspace, filter);
    }
}
