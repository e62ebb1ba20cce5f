package dev.slipway.scheduler.concurrency;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Limits of tags, and who holds their slots. */
@ApplicationScoped
class TagLimits {
    private final LimitRepository limits;
    private final HeldSlots held;
    private final Transactions transactions;
    private final Pool pool;

    TagLimits(LimitRepository limits, HeldSlots held, Transactions transactions, Pool pool) {
        this.limits = limits;
        this.held = held;
        this.transactions = transactions;
        this.pool = pool;
    }

    /** A limit, and whether it was made just now. */
    record Ensured(TagLimit limit, boolean isNew) {}

    /** Makes the limit of a tag, or changes it. */
    Uni<Ensured> ensure(String workspace, String tag, int slots) {
        var name = TagLimit.name(tag);
        return limits.insert(workspace, name, slots, true, 0).chain(isNew -> (isNew
                        ? Uni.createFrom().voidItem()
                        : limits.find(workspace, name)
                                .chain(found ->
                                        limits.update(found.orElseThrow(), new LimitRequest(null, slots, null, null))))
                .chain(() -> find(workspace, name))
                .map(found -> new Ensured(found.orElseThrow(), isNew)));
    }

    /** By id, or by the limit's own name. */
    Uni<Optional<TagLimit>> find(String workspace, String idOrName) {
        return limits.find(workspace, idOrName)
                .map(found -> found.filter(limit -> TagLimit.isName(limit.name())))
                .chain(found -> views(workspace, found.stream().toList())
                        .map(views -> views.stream().findFirst()));
    }

    Uni<List<TagLimit>> views(String workspace, List<ConcurrencyLimit> ofTags) {
        var names = ofTags.stream().map(ConcurrencyLimit::name).toList();
        return names.isEmpty()
                ? Uni.createFrom().item(List.of())
                : held.holders(pool, workspace, names).map(holders -> ofTags.stream()
                        .map(limit -> TagLimit.of(limit, holders.getOrDefault(limit.name(), List.of())))
                        .toList());
    }

    /** Removes the limit with all that is held; false if there is none. */
    Uni<Boolean> delete(String workspace, String idOrName) {
        return limits.find(workspace, idOrName)
                .map(found -> found.filter(limit -> TagLimit.isName(limit.name())))
                .chain(found -> found.map(limit -> transactions
                                .run(tx -> held.free(tx, workspace, limit.name()))
                                .chain(() -> limits.delete(limit))
                                .replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    /** Frees all slots, then gives one to each of those task runs; false if there is no such limit. */
    Uni<Boolean> reset(String workspace, String name, List<UUID> holders) {
        return transactions.run(
                tx -> limits.locked(tx, workspace, List.of(name)).chain(found -> {
                    Uni<Void> done = held.free(tx, workspace, name);
                    for (UUID holder : holders) {
                        done = done.chain(() -> held.take(tx, found, holder, 1));
                    }
                    return done.replaceWith(!found.isEmpty());
                }));
    }

    /**
     * Takes a slot of every limit for a task run; one that it holds already is not taken twice.
     *
     * @return the limits, or the name of one that is full
     */
    Uni<Taken> take(String workspace, List<String> names, UUID taskRun) {
        return transactions.run(tx -> limits.locked(tx, workspace, names)
                .chain(found -> held.holders(tx, workspace, names).chain(holders -> {
                    found.forEach(TagLimits::refuseZero);
                    var wanted = found.stream()
                            .filter(ConcurrencyLimit::active)
                            .filter(limit -> !holders.getOrDefault(limit.name(), List.of())
                                    .contains(taskRun))
                            .toList();
                    var full = wanted.stream()
                            .filter(limit -> limit.activeSlots() >= limit.limit())
                            .findFirst();
                    return full.isPresent()
                            ? Uni.createFrom()
                                    .item(new Taken(List.of(), full.get().name()))
                            : held.take(tx, wanted, taskRun, 1).replaceWith(new Taken(found, null));
                })));
    }

    /** What was taken, or what is full. */
    record Taken(List<ConcurrencyLimit> limits, @Nullable String full) {}

    private static void refuseZero(ConcurrencyLimit limit) {
        if (limit.limit() == 0) {
            throw ApiProblem.of(
                    423,
                    "The concurrency limit on tag \"" + limit.name().substring("tag:".length())
                            + "\" is 0 and will deadlock if the task tries to run again.");
        }
    }

    /** Gives the task run's slots back; answers the limits. */
    Uni<List<ConcurrencyLimit>> giveBack(String workspace, List<String> names, UUID taskRun) {
        return transactions.run(tx -> limits.locked(tx, workspace, names)
                .call(found -> held.giveBack(tx, workspace, names, taskRun, Integer.MAX_VALUE)));
    }
}
