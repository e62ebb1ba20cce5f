package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.flowrun.FlowRun;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a run belongs to, in one query. */
@ApplicationScoped
public class SurroundingsRepository {
    private static final String SELECT = """
            select f.id as flow_id, f.name as flow_name, f.tags as flow_tags,
                d.id as deployment_id, d.name as deployment_name, d.tags as deployment_tags, d.updated, d.job_variables,
                d.concurrency_limit, d.collision_strategy, d.grace_period_seconds,
                q.id as queue_id, q.name as queue_name, p.id as pool_id, p.name as pool_name, p.type as pool_type,
                t.id as task_id, t.name as task_name, t.tags as task_tags
            from flows f
            left join deployments d on d.id = $2
            left join work_queues q on q.id = $3
            left join work_pools p on p.id = q.work_pool_id
            left join task_runs t on t.id = $4
            where f.id = $1
            """;

    /** What the run belongs to, as the transaction sees it. */
    public Uni<Surroundings> of(SqlClient tx, FlowRun run) {
        return tx.preparedQuery(SELECT)
                .execute(Tuple.of(run.flowId(), run.deploymentId(), run.workQueueId(), run.parentTaskRunId()))
                .map(rows -> read(rows.iterator().next()));
    }

    private static Surroundings read(Row row) {
        Surroundings.Named flow = named(row, "flow", true);
        Surroundings.Named pool = named(row, "pool", false);
        if (flow == null) {
            throw new IllegalStateException("a run has no flow");
        }
        return new Surroundings(
                flow,
                deployment(row),
                named(row, "queue", false),
                pool == null ? null : new Surroundings.WorkPool(pool, row.getString("pool_type")),
                named(row, "task", true));
    }

    private static Surroundings.@Nullable Named named(Row row, String prefix, boolean hasTags) {
        UUID id = row.getUUID(prefix + "_id");
        return id == null
                ? null
                : new Surroundings.Named(
                        id,
                        row.getString(prefix + "_name"),
                        hasTags ? List.of(row.getArrayOfStrings(prefix + "_tags")) : List.of());
    }

    private static Surroundings.@Nullable Deployment deployment(Row row) {
        Surroundings.Named named = named(row, "deployment", true);
        return named == null
                ? null
                : new Surroundings.Deployment(
                        named,
                        row.getOffsetDateTime("updated").toInstant(),
                        row.getJsonObject("job_variables"),
                        row.getInteger("concurrency_limit"),
                        "CANCEL_NEW".equals(row.getString("collision_strategy")),
                        row.getInteger("grace_period_seconds"));
    }
}
