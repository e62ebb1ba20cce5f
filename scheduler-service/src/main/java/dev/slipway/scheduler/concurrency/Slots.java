package dev.slipway.scheduler.concurrency;

import dev.slipway.contracts.Ids;
import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Takes, keeps and gives back slots. A slot is held by a lease that runs out unless it is renewed. */
@ApplicationScoped
class Slots {
    private static final String INSERT = "insert into concurrency_leases (id, workspace, limit_name, holder_id, slots,"
            + " expires_at, created, lease_id) values ($1, $2, $3, $4, $5, $6, $7, $8)";

    private final LimitRepository limits;
    private final HeldSlots held;
    private final Transactions transactions;
    private final Pool pool;
    private final Clock clock;
    private final Ids ids;

    Slots(LimitRepository limits, HeldSlots held, Transactions transactions, Pool pool, Clock clock, Ids ids) {
        this.limits = limits;
        this.held = held;
        this.transactions = transactions;
        this.pool = pool;
        this.clock = clock;
        this.ids = ids;
    }

    /** What was taken: a lease, on these limits. */
    record Taken(UUID leaseId, List<ConcurrencyLimit> limits) {}

    /** Takes slots of every limit of those names that there is; empty if one of them is full. */
    Uni<Optional<Taken>> take(String workspace, SlotRequest request) {
        return transactions.run(tx -> limits.locked(tx, workspace, Objects.requireNonNull(request.names()))
                .chain(found -> take(tx, workspace, request, found)));
    }

    /** As {@link #take}, and nobody renews: the slots are held until they are given back. */
    Uni<Optional<List<ConcurrencyLimit>>> takeForGood(String workspace, SlotRequest request) {
        int slots = Objects.requireNonNull(request.slots());
        return transactions.run(tx -> limits.locked(tx, workspace, Objects.requireNonNull(request.names()))
                .chain(found -> free(found, request)
                        .map(enforced -> held.take(tx, constant(enforced), HeldSlots.NOBODY, slots)
                                .chain(() -> raise(tx, enforced, slots))
                                .replaceWith(Optional.of(found)))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    /** Gives back slots that {@link #takeForGood} took; answers the limits. */
    Uni<List<ConcurrencyLimit>> giveBackSlots(String workspace, SlotRequest request) {
        var names = Objects.requireNonNull(request.names());
        int slots = Objects.requireNonNull(request.slots());
        return transactions.run(tx -> limits.locked(tx, workspace, names)
                .call(() -> held.giveBack(tx, workspace, names, HeldSlots.NOBODY, slots)));
    }

    private Uni<Optional<Taken>> take(
            SqlConnection tx, String workspace, SlotRequest request, List<ConcurrencyLimit> found) {
        int slots = Objects.requireNonNull(request.slots());
        var leaseId = ids.next();
        return free(found, request)
                .map(enforced -> lease(tx, workspace, request, leaseId, enforced)
                        .chain(() -> raise(tx, enforced, slots))
                        .replaceWith(Optional.of(new Taken(leaseId, found))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** The limits whose slots are to be taken; empty if one of them is full. */
    private static Optional<List<ConcurrencyLimit>> free(List<ConcurrencyLimit> found, SlotRequest request) {
        int slots = Objects.requireNonNull(request.slots());
        var enforced = found.stream().filter(ConcurrencyLimit::active).toList();
        enforced.forEach(limit -> refuseImpossible(limit, request, slots));
        return enforced.stream().anyMatch(limit -> limit.activeSlots() + slots > limit.limit())
                ? Optional.empty()
                : Optional.of(enforced);
    }

    private static List<ConcurrencyLimit> constant(List<ConcurrencyLimit> enforced) {
        return enforced.stream().filter(limit -> !limit.decays()).toList();
    }

    private Uni<Void> raise(SqlConnection tx, List<ConcurrencyLimit> enforced, int slots) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (var limit : enforced) {
            done = limit.decays() ? done.chain(() -> limits.raise(tx, limit, slots)) : done;
        }
        return done;
    }

    private static void refuseImpossible(ConcurrencyLimit limit, SlotRequest request, int slots) {
        if (slots > limit.limit()) {
            throw ApiProblem.invalid("Slots requested is greater than the limit of '" + limit.name() + "'");
        }
        if (request.isRate() && !limit.decays()) {
            throw ApiProblem.invalid("Only concurrency limits with slot decay can be used for rate limiting.");
        }
    }

    /** One row per limit; one without slots if there is none, so that the lease can be renewed all the same. */
    private Uni<Void> lease(
            SqlConnection tx, String workspace, SlotRequest request, UUID leaseId, List<ConcurrencyLimit> enforced) {
        var rows = new ArrayList<Tuple>();
        constant(enforced).forEach(limit -> rows.add(row(workspace, request, leaseId, limit.name(), request.slots())));
        if (rows.isEmpty()) {
            rows.add(row(workspace, request, leaseId, "", 0));
        }
        return tx.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
    }

    private Tuple row(
            String workspace,
            SlotRequest request,
            UUID leaseId,
            String limitName,
            @org.jspecify.annotations.Nullable Integer slots) {
        var now = clock.instant();
        var holder = request.holder() == null ? null : request.holder().id();
        return Tuple.tuple()
                .addUUID(ids.next())
                .addString(workspace)
                .addString(limitName)
                .addUUID(holder == null ? leaseId : holder)
                .addInteger(slots)
                .addOffsetDateTime(WireTimes.column(now.plus(SlotRequest.duration(request.leaseDuration()))))
                .addOffsetDateTime(WireTimes.column(now))
                .addUUID(leaseId);
    }

    /** Keeps the slots for longer; false if they were lost. Deployments' leases are renewed here, too. */
    Uni<Boolean> renew(String workspace, UUID leaseId, Duration duration) {
        var now = clock.instant();
        return pool.preparedQuery("update concurrency_leases set expires_at = $3 where workspace = $1"
                        + " and (id = $2 or lease_id = $2) and expires_at > $4")
                .execute(Tuple.of(workspace, leaseId, WireTimes.column(now.plus(duration)), WireTimes.column(now)))
                .map(updated -> updated.rowCount() > 0);
    }

    /** Gives the slots back; nothing happens if that was done before. */
    Uni<Void> giveBack(String workspace, UUID leaseId) {
        return pool.preparedQuery("delete from concurrency_leases where workspace = $1 and (id = $2 or lease_id = $2)")
                .execute(Tuple.of(workspace, leaseId))
                .replaceWithVoid();
    }
}
