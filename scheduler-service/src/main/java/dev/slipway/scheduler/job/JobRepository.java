package dev.slipway.scheduler.job;

import dev.slipway.scheduler.retry.RetryWish;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Where an attempt runs, and what its run asks for if that fails. */
@ApplicationScoped
class JobRepository {
    private static final String SET_PID =
            "update flow_runs set infrastructure_pid = $4 where workspace = $1 and id = $2 and attempt = $3";

    /** The run's own variable, else the deployment's, else the pool's default. */
    private static final String RETRY_WISH =
            """
            select %s as retries, %s as reasons
            from flow_runs r
            left join deployments d on d.id = r.deployment_id
            left join work_queues q on q.id = r.work_queue_id
            left join work_pools p on p.id = q.work_pool_id
            where r.workspace = $1 and r.id = $2
            """.formatted(variable("infrastructure_retries"), variable("retry_reasons"));

    private static String variable(String name) {
        return """
                coalesce(nullif(r.job_variables -> '%1$s', 'null'), nullif(d.job_variables -> '%1$s', 'null'),
                    p.base_job_template #> '{variables,properties,%1$s,default}')""".formatted(name);
    }

    /** What the run asks for. */
    Uni<RetryWish> retryWish(SqlConnection tx, String workspace, UUID runId) {
        return tx.preparedQuery(RETRY_WISH).execute(Tuple.of(workspace, runId)).map(rows -> {
            Row row = rows.iterator().next();
            return RetryWish.of(row.getJson("retries"), row.getJson("reasons"));
        });
    }

    /** Only for the newest attempt; an older one's infrastructure is of no interest. */
    Uni<Void> infrastructure(SqlConnection tx, String workspace, UUID runId, int attempt, String infrastructureId) {
        return tx.preparedQuery(SET_PID)
                .execute(Tuple.of(workspace, runId, attempt, infrastructureId))
                .replaceWithVoid();
    }
}
