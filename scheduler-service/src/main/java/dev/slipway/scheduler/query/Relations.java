package dev.slipway.scheduler.query;

import java.util.Map;
import java.util.Optional;

/** How rows of different tables belong together: {@code exists (select 1 from <join> and <conditions>)}. */
final class Relations {
    private static final Map<Target, String> OF_FLOWS = Map.of(
            Target.FLOW_RUNS, "flow_runs r where r.flow_id = f.id",
            Target.TASK_RUNS, "task_runs t join flow_runs rt on rt.id = t.flow_run_id where rt.flow_id = f.id",
            Target.DEPLOYMENTS, "deployments d where d.flow_id = f.id",
            Target.WORK_QUEUES, "work_queues q join deployments dq on dq.work_queue_id = q.id where dq.flow_id = f.id",
            Target.WORK_POOLS,
                    "work_pools p join work_queues qp on qp.work_pool_id = p.id"
                            + " join deployments dq on dq.work_queue_id = qp.id where dq.flow_id = f.id");
    private static final Map<Target, String> OF_FLOW_RUNS = Map.of(
            Target.FLOWS, "flows f where f.id = r.flow_id",
            Target.TASK_RUNS, "task_runs t where t.flow_run_id = r.id",
            Target.DEPLOYMENTS, "deployments d where d.id = r.deployment_id",
            Target.WORK_QUEUES, "work_queues q where q.id = r.work_queue_id",
            Target.WORK_POOLS,
                    "work_pools p join work_queues qp on qp.work_pool_id = p.id where qp.id = r.work_queue_id");
    private static final Map<Target, String> OF_TASK_RUNS = Map.of(
            Target.FLOWS, "flows f join flow_runs rf on rf.flow_id = f.id where rf.id = t.flow_run_id",
            Target.FLOW_RUNS, "flow_runs r where r.id = t.flow_run_id",
            Target.DEPLOYMENTS,
                    "deployments d join flow_runs rd on rd.deployment_id = d.id where rd.id = t.flow_run_id",
            Target.WORK_QUEUES,
                    "work_queues q join flow_runs rq on rq.work_queue_id = q.id where rq.id = t.flow_run_id",
            Target.WORK_POOLS,
                    "work_pools p join work_queues qp on qp.work_pool_id = p.id"
                            + " join flow_runs rq on rq.work_queue_id = qp.id where rq.id = t.flow_run_id");
    private static final Map<Target, String> OF_DEPLOYMENTS = Map.of(
            Target.FLOWS, "flows f where f.id = d.flow_id",
            Target.FLOW_RUNS, "flow_runs r where r.deployment_id = d.id",
            Target.TASK_RUNS, "task_runs t join flow_runs rt on rt.id = t.flow_run_id where rt.deployment_id = d.id",
            Target.WORK_QUEUES, "work_queues q where q.id = d.work_queue_id",
            Target.WORK_POOLS,
                    "work_pools p join work_queues qp on qp.work_pool_id = p.id where qp.id = d.work_queue_id");

    private static final Map<Target, String> OF_ARTIFACTS = ofArtifacts("a");
    private static final Map<Target, String> OF_LATEST_ARTIFACTS = ofArtifacts("l");

    private static final Map<Target, String> OF_BLOCK_TYPES =
            Map.of(Target.BLOCK_SCHEMAS, "block_schemas bs where bs.block_type_id = bt.id");
    private static final Map<Target, String> OF_BLOCK_DOCUMENTS = Map.of(
            Target.BLOCK_TYPES, "block_types bt where bt.id = bd.block_type_id",
            Target.BLOCK_SCHEMAS, "block_schemas bs where bs.id = bd.block_schema_id");

    private Relations() {}

    private static Map<Target, String> ofArtifacts(String alias) {
        String run = alias + ".flow_run_id";
        return Map.of(
                Target.FLOWS, "flows f join flow_runs rf on rf.flow_id = f.id where rf.id = " + run,
                Target.FLOW_RUNS, "flow_runs r where r.id = " + run,
                Target.TASK_RUNS, "task_runs t where t.id = " + alias + ".task_run_id",
                Target.DEPLOYMENTS, "deployments d join flow_runs rd on rd.deployment_id = d.id where rd.id = " + run);
    }

    /** The rows of {@code other} that belong to the row of {@code target}. */
    static Optional<String> between(Target target, Target other) {
        var relations =
                switch (target) {
                    case FLOWS -> OF_FLOWS;
                    case FLOW_RUNS -> OF_FLOW_RUNS;
                    case TASK_RUNS -> OF_TASK_RUNS;
                    case DEPLOYMENTS -> OF_DEPLOYMENTS;
                    case ARTIFACTS -> OF_ARTIFACTS;
                    case LATEST_ARTIFACTS -> OF_LATEST_ARTIFACTS;
                    case BLOCK_TYPES -> OF_BLOCK_TYPES;
                    case BLOCK_DOCUMENTS -> OF_BLOCK_DOCUMENTS;
                    case WORK_POOLS,
                            WORK_QUEUES,
                            WORKERS,
                            VARIABLES,
                            LOGS,
                            SAVED_SEARCHES,
                            BLOCK_SCHEMAS,
                            AUTOMATIONS -> Map.<Target, String>of();
                };
        return Optional.ofNullable(relations.get(other));
    }
}
