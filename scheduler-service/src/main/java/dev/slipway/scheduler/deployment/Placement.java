package dev.slipway.scheduler.deployment;

import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.schema.JsonSchemas;
import dev.slipway.scheduler.schema.JsonSchemas.Required;
import dev.slipway.scheduler.workpool.WorkPool;
import dev.slipway.scheduler.workpool.WorkPoolRepository;
import dev.slipway.scheduler.workpool.WorkQueueRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the queue that runs go to, and checks what is asked of the pool. */
@ApplicationScoped
class Placement {
    private final WorkPoolRepository workPools;
    private final WorkQueueRepository queues;

    Placement(WorkPoolRepository workPools, WorkQueueRepository queues) {
        this.workPools = workPools;
        this.queues = queues;
    }

    /** The queue for what the body names; the old one if it names nothing. */
    Uni<@Nullable UUID> queue(SqlConnection tx, Deployment old, DeploymentBody body, int invalidStatus) {
        var poolName = body.get("work_pool_name", null, String.class);
        var queueName = body.get("work_queue_name", null, String.class);
        if (poolName != null) {
            return pool(tx, old.workspace(), poolName)
                    .invoke(workPool ->
                            check(workPool, body.get("job_variables", null, JsonObject.class), invalidStatus))
                    .chain(workPool -> queues.ensure(tx, workPool, queueName));
        }
        var current = old.workQueueId();
        if (queueName != null && current == null) {
            throw ApiProblem.invalid("work_queue_name: work_pool_name is needed, too");
        }
        return queueName == null || current == null
                ? Uni.createFrom().item(current)
                : poolOf(tx, old.workspace(), current).chain(workPool -> queues.ensure(tx, workPool, queueName));
    }

    private Uni<WorkPool> pool(SqlClient client, String workspace, String name) {
        return workPools
                .named(client, workspace, name)
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound("Work pool \"" + name + "\" not found.")));
    }

    /** The pool of a queue. */
    Uni<WorkPool> poolOf(SqlClient client, String workspace, UUID queueId) {
        return queues.find(client, workspace, queueId)
                .map(java.util.Optional::orElseThrow)
                .chain(queue -> pool(client, workspace, queue.workPoolName()));
    }

    /** The queue of a run: the deployment's own, or another of its pool; job variables are checked against the pool. */
    Uni<@Nullable UUID> queueOfRun(
            SqlClient client, Deployment deployment, @Nullable String queueName, @Nullable JsonObject jobVariables) {
        var queueId = deployment.workQueueId();
        if (queueId == null) {
            return Uni.createFrom().nullItem();
        }
        if (queueName == null && (jobVariables == null || jobVariables.isEmpty())) {
            return Uni.createFrom().item(queueId);
        }
        return poolOf(client, deployment.workspace(), queueId)
                .invoke(workPool -> check(workPool, jobVariables, 422))
                .chain(workPool -> queueName == null
                        ? Uni.createFrom().item(queueId)
                        : queues.ensure(client, workPool, queueName));
    }

    private static void check(WorkPool workPool, @Nullable JsonObject jobVariables, int invalidStatus) {
        var schema = workPool.baseJobTemplate().getJsonObject("variables");
        if (schema == null || jobVariables == null) {
            return;
        }
        var values = jobVariables.copy();
        jobVariables.forEach(variable -> {
            if (isReference(variable.getValue())) {
                values.remove(variable.getKey()); // resolved when the job is made
            }
        });
        var errors = JsonSchemas.errors(schema, values, Required.IGNORED);
        if (!errors.isEmpty()) {
            throw ApiProblem.of(
                    invalidStatus,
                    "Job variables do not fit work pool \"" + workPool.name() + "\": " + String.join("; ", errors));
        }
    }

    private static boolean isReference(@Nullable Object value) {
        return (value instanceof String text && text.contains("{{"))
                || (value instanceof JsonObject object && object.containsKey("$ref"));
    }
}
