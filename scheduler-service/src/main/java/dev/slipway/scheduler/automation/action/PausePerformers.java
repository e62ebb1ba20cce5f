package dev.slipway.scheduler.automation.action;

import dev.slipway.scheduler.automation.Automations;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.workpool.WorkPoolRepository;
import dev.slipway.scheduler.workpool.WorkQueueRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Pauses and resumes work pools, work queues and automations. */
@ApplicationScoped
class PausePerformers {
    private static final int NO_CONTENT = 204;

    private final WorkPoolRepository pools;
    private final WorkQueueRepository queues;
    private final Automations automations;

    PausePerformers(WorkPoolRepository pools, WorkQueueRepository queues, Automations automations) {
        this.pools = pools;
        this.queues = queues;
        this.automations = automations;
    }

    Performer.Change workPool(TriggeredAction action, Report report, boolean isPaused) {
        UUID id = Inference.target(action, "work_pool_id", "work-pool");
        return tx -> pools.setPaused(tx, action.workspace(), id, isPaused)
                .invoke(name -> {
                    if (name.isEmpty()) {
                        throw new ActionFailed("Work pool " + id + " not found");
                    }
                    report.relate("target", "prefect.work-pool." + id, name.get());
                    report.status(NO_CONTENT);
                })
                .replaceWithVoid();
    }

    Performer.Change workQueue(TriggeredAction action, Report report, boolean isPaused) {
        UUID id = Inference.target(action, "work_queue_id", "work-queue");
        report.target("prefect.work-queue." + id);
        return tx -> queues.setPaused(tx, action.workspace(), id, isPaused)
                .invoke(isFound -> {
                    if (!isFound) {
                        throw ApiProblem.notFound("work queue not found");
                    }
                    report.status(NO_CONTENT);
                })
                .replaceWithVoid();
    }

    Performer.Change automation(TriggeredAction action, Report report, boolean isPaused) {
        UUID id = Inference.target(action, "automation_id", "automation");
        report.target("prefect.automation." + id);
        return tx -> automations.enable(tx, action.workspace(), id, !isPaused).invoke(() -> report.status(NO_CONTENT));
    }
}
