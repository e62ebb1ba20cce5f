package dev.slipway.scheduler.workpool;

import dev.slipway.scheduler.flowrun.FlowRunView;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Queues that are asked for without their pool. */
@ApplicationScoped
class AgentQueues {
    private final WorkPools workPools;
    private final WorkPoolRepository pools;
    private final WorkQueueRepository queues;
    private final Polling polling;
    private final Pool client;

    AgentQueues(
            WorkPools workPools, WorkPoolRepository pools, WorkQueueRepository queues, Polling polling, Pool client) {
        this.workPools = workPools;
        this.pools = pools;
        this.queues = queues;
        this.polling = polling;
        this.client = client;
    }

    /** Makes the pool first, if there is none. */
    Uni<WorkQueue> create(String workspace, String poolName, WorkQueueRepository.NewQueue queue) {
        return pool(workspace, poolName)
                .chain(pool -> queues.named(pool, String.valueOf(queue.name()))
                        .invoke(found -> found.ifPresent(AgentQueues::refuseExisting))
                        .chain(() -> queues.insert(client, pool, queue)))
                .chain(id -> queues.find(workspace, id))
                .map(Optional::orElseThrow);
    }

    Uni<WorkQueue> named(String workspace, String poolName, String name) {
        return pools.named(workspace, poolName)
                .chain(pool -> pool.map(found -> queues.named(found, name))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .map(found -> found.orElseThrow(AgentQueues::notFound));
    }

    /** What a worker that asks for this queue alone may start. */
    Uni<List<FlowRunView>> due(String workspace, UUID id, PollRequest request) {
        return queues.find(workspace, id)
                .map(found -> found.orElseThrow(AgentQueues::notFound))
                .chain(queue -> workPools
                        .get(workspace, queue.workPoolName())
                        .chain(pool -> polling.poll(
                                pool,
                                new PollRequest(List.of(queue.name()), request.scheduledBefore(), request.limit()))))
                .map(runs -> runs.stream().map(Polling.DueRun::flowRun).toList());
    }

    private Uni<WorkPool> pool(String workspace, String name) {
        return pools.named(workspace, name)
                .chain(found -> found.map(pool -> Uni.createFrom().item(pool))
                        .orElseGet(() -> workPools.create(workspace, WorkPoolRequest.named(name))));
    }

    private static void refuseExisting(WorkQueue queue) {
        throw ApiProblem.conflict("A work queue with this name already exists.");
    }

    private static ApiProblem notFound() {
        return ApiProblem.notFound("work queue not found");
    }
}
