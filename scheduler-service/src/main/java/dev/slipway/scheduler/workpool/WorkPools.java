package dev.slipway.scheduler.workpool;

import dev.slipway.contracts.Ids;
import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.json.Names;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, changes and removes work pools. */
@ApplicationScoped
class WorkPools {
    private final WorkPoolRepository repository;
    private final WorkQueueRepository queues;
    private final Transactions transactions;
    private final Clock clock;
    private final Ids ids;

    WorkPools(
            WorkPoolRepository repository,
            WorkQueueRepository queues,
            Transactions transactions,
            Clock clock,
            Ids ids) {
        this.repository = repository;
        this.queues = queues;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    Uni<WorkPool> get(String workspace, String name) {
        return repository
                .named(workspace, name)
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound("Work pool \"" + name + "\" not found.")));
    }

    /** Makes the pool with its default queue. */
    Uni<WorkPool> create(String workspace, WorkPoolRequest request) {
        var name = Names.valid(request.name());
        refuseReserved(name, "created");
        var workPool = newPool(workspace, name, request);
        var queue = new WorkQueueRepository.NewQueue(
                workPool.defaultQueueId(), "default", "The work pool's default queue.", false, null, 1);
        return repository
                .named(workspace, name)
                .invoke(found -> found.ifPresent(existing -> refuseExisting()))
                .chain(() -> transactions.run(tx -> repository
                        .insert(tx, workPool)
                        .chain(() -> queues.insert(tx, workPool, queue))
                        .chain(() -> repository.named(tx, workspace, name))
                        .map(java.util.Optional::orElseThrow)));
    }

    private WorkPool newPool(String workspace, String name, WorkPoolRequest request) {
        var now = clock.instant();
        UUID queueId = ids.next();
        return new WorkPool(
                ids.next(),
                workspace,
                now,
                now,
                name,
                request.description(),
                request.type() == null ? "prefect-agent" : request.type(),
                JobTemplate.valid(orEmpty(request.baseJobTemplate())),
                Boolean.TRUE.equals(request.isPaused()),
                nonNegative(request.concurrencyLimit()),
                "NOT_READY",
                queueId,
                StorageConfiguration.complete(orEmpty(request.storageConfiguration())),
                null);
    }

    Uni<Void> update(String workspace, String name, JsonObject changes) {
        if (name.toLowerCase(Locale.ROOT).startsWith("prefect") && !isOnlyPauseOrLimit(changes)) {
            throw ApiProblem.forbidden(
                    "Work pools starting with 'Prefect' are reserved for internal use and can only be"
                            + " updated to set concurrency limits or pause.");
        }
        if (changes.getValue("base_job_template") instanceof JsonObject template) {
            JobTemplate.valid(template);
        }
        if (changes.getValue("storage_configuration") instanceof JsonObject given) {
            changes.put("storage_configuration", StorageConfiguration.complete(given));
        }
        return get(workspace, name).chain(workPool -> repository.update(workPool, changes));
    }

    private static boolean isOnlyPauseOrLimit(JsonObject changes) {
        return java.util.Set.of("is_paused", "concurrency_limit").containsAll(changes.fieldNames());
    }

    Uni<Void> delete(String workspace, String name) {
        refuseReserved(name, "deleted");
        return get(workspace, name).chain(repository::delete);
    }

    private static void refuseReserved(String name, String verb) {
        if (name.toLowerCase(Locale.ROOT).startsWith("prefect")) {
            throw ApiProblem.forbidden(
                    "Work pools starting with 'Prefect' are reserved for internal use and can not be " + verb + ".");
        }
    }

    private static void refuseExisting() {
        throw ApiProblem.conflict("A work pool with this name already exists.");
    }

    private static @Nullable Integer nonNegative(@Nullable Integer limit) {
        if (limit != null && limit < 0) {
            throw ApiProblem.invalid("concurrency_limit: must be greater than or equal to 0");
        }
        return limit;
    }

    private static JsonObject orEmpty(@Nullable JsonObject given) {
        return given == null ? new JsonObject() : given;
    }
}
