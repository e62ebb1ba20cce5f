package dev.slipway.scheduler.query;

import static dev.slipway.scheduler.query.Operators.equal;
import static dev.slipway.scheduler.query.Operators.exists;
import static dev.slipway.scheduler.query.Operators.isNull;
import static dev.slipway.scheduler.query.Operators.like;
import static dev.slipway.scheduler.query.Operators.missing;
import static dev.slipway.scheduler.query.Operators.numbers;
import static dev.slipway.scheduler.query.Operators.present;
import static dev.slipway.scheduler.query.Operators.startsWith;
import static dev.slipway.scheduler.query.Operators.tags;
import static dev.slipway.scheduler.query.Operators.texts;
import static dev.slipway.scheduler.query.Operators.times;
import static dev.slipway.scheduler.query.Operators.uuids;
import static dev.slipway.scheduler.query.Operators.with;
import static dev.slipway.scheduler.query.Operators.within;
import static dev.slipway.scheduler.query.Operators.words;

import java.util.Map;

/** What each of Prefect's filters may ask. */
final class Criteria {
    private static final String QUEUE_OF_RUN = "select 1 from work_queues wq where wq.id = r.work_queue_id";
    private static final String QUEUE_OF_DEPLOYMENT = "select 1 from work_queues wq where wq.id = d.work_queue_id";
    private static final String FLOW_OF_DEPLOYMENT = "(select df.name from flows df where df.id = d.flow_id)";
    private static final String PARENT_OF_RUN = "select 1 from task_runs pt where pt.id = r.parent_task_run_id";

    private static final Map<String, Criterion> FLOWS = Map.of(
            "id", Criterion.of(uuids("f.id")),
            "name", Criterion.of(with(texts("f.name"), like("f.name"))),
            "tags", Criterion.composite(tags("f.tags")),
            "deployment",
                    Criterion.composite(missing("is_null_", "select 1 from deployments fd where fd.flow_id = f.id")));

    private static final Map<String, Criterion> FLOW_RUNS = Map.ofEntries(
            Map.entry("id", Criterion.of(uuids("r.id"))),
            Map.entry("name", Criterion.of(with(texts("r.name"), like("r.name")))),
            Map.entry("tags", Criterion.composite(tags("r.tags"))),
            Map.entry("deployment_id", Criterion.composite(with(uuids("r.deployment_id"), isNull("r.deployment_id")))),
            Map.entry(
                    "work_queue_name",
                    Criterion.composite(with(within(QUEUE_OF_RUN, texts("wq.name")), isNull("r.work_queue_id")))),
            Map.entry("state", states("r")),
            Map.entry("flow_version", Criterion.of(texts("r.flow_version"))),
            Map.entry("start_time", Criterion.of(times("r.start_time"))),
            Map.entry("end_time", Criterion.of(times("r.end_time"))),
            Map.entry("expected_start_time", Criterion.of(times("r.expected_start_time"))),
            Map.entry("next_scheduled_start_time", Criterion.of(times("r.next_scheduled_start_time"))),
            Map.entry("parent_flow_run_id", Criterion.composite(within(PARENT_OF_RUN, uuids("pt.flow_run_id")))),
            Map.entry(
                    "parent_task_run_id",
                    Criterion.composite(with(uuids("r.parent_task_run_id"), isNull("r.parent_task_run_id")))),
            Map.entry("idempotency_key", Criterion.of(texts("r.idempotency_key"))),
            Map.entry(
                    "created_by",
                    Criterion.of(with(
                            with(
                                    Operators.renamed("id_", uuids("(r.created_by ->> 'id')::uuid")),
                                    Operators.renamed("type_", texts("r.created_by ->> 'type'"))),
                            isNull("r.created_by")))));

    private static final Map<String, Criterion> TASK_RUNS = Map.ofEntries(
            Map.entry("id", Criterion.of(uuids("t.id"))),
            Map.entry("name", Criterion.of(with(texts("t.name"), like("t.name")))),
            Map.entry("tags", Criterion.composite(tags("t.tags"))),
            Map.entry("state", states("t")),
            Map.entry("start_time", Criterion.of(times("t.start_time"))),
            Map.entry("end_time", Criterion.of(times("t.end_time"))),
            Map.entry("expected_start_time", Criterion.of(times("t.expected_start_time"))),
            Map.entry(
                    "subflow_runs",
                    Criterion.of(exists("exists_", "select 1 from flow_runs tc where tc.parent_task_run_id = t.id"))),
            Map.entry("flow_run_id", Criterion.composite(with(uuids("t.flow_run_id"), isNull("t.flow_run_id")))));

    private static final Map<String, Criterion> DEPLOYMENTS = Map.of(
            "id", Criterion.of(uuids("d.id")),
            "name", Criterion.of(with(texts("d.name"), like("d.name"))),
            "flow_or_deployment_name", Criterion.of(like("d.name", FLOW_OF_DEPLOYMENT)),
            "paused", Criterion.of(equal("d.paused")),
            "tags", Criterion.composite(tags("d.tags")),
            "work_queue_name", Criterion.of(within(QUEUE_OF_DEPLOYMENT, texts("wq.name"))),
            "concurrency_limit", Criterion.of(with(numbers("d.concurrency_limit"), isNull("d.concurrency_limit"))));

    private static final Map<String, Criterion> WORK_POOLS = Map.of(
            "id", Criterion.of(uuids("p.id")),
            "name", Criterion.of(with(texts("p.name"), startsWith("p.name"))),
            "type", Criterion.of(texts("p.type")));

    private static final Map<String, Criterion> WORK_QUEUES = Map.of(
            "id", Criterion.of(uuids("q.id")),
            "name", Criterion.of(with(texts("q.name"), startsWith("q.name"))));

    private static final Map<String, Criterion> WORKERS = Map.of(
            "last_heartbeat_time", Criterion.of(times("w.last_heartbeat_time")),
            "status", Criterion.of(WorkerLiveness.operators()));

    private static final Map<String, Criterion> VARIABLES = Map.of(
            "id", Criterion.of(uuids("v.id")),
            "name", Criterion.of(with(texts("v.name"), like("v.name"))),
            "tags", Criterion.composite(tags("v.tags")));

    private static final Map<String, Criterion> LOGS = Map.of(
            "level", Criterion.of(numbers("l.level")),
            "timestamp", Criterion.of(times("l.timestamp")),
            "flow_run_id", Criterion.of(uuids("l.flow_run_id")),
            "task_run_id", Criterion.composite(with(uuids("l.task_run_id"), isNull("l.task_run_id"))),
            "text", Criterion.of(words("query", "l.message")));

    private static final Map<String, Criterion> ARTIFACTS = artifacts("id", "a");
    private static final Map<String, Criterion> LATEST_ARTIFACTS = artifacts("latest_id", "l");

    private static final Map<String, Criterion> BLOCK_TYPES =
            Map.of("name", Criterion.of(like("bt.name")), "slug", Criterion.of(texts("bt.slug")));

    private static final Map<String, Criterion> BLOCK_SCHEMAS = Map.of(
            "id", Criterion.of(uuids("bs.id")),
            "block_type_id", Criterion.of(uuids("bs.block_type_id")),
            "block_capabilities", Criterion.of(tags("bs.capabilities")),
            "version", Criterion.of(texts("bs.version")));

    private static final Map<String, Criterion> BLOCK_DOCUMENTS = Map.of(
            "id", Criterion.of(uuids("bd.id")),
            "is_anonymous", Criterion.of(equal("bd.is_anonymous")),
            "block_type_id", Criterion.of(uuids("bd.block_type_id")),
            "name", Criterion.of(with(texts("bd.name"), like("bd.name"))));

    private static final Map<String, Criterion> AUTOMATIONS = Map.of(
            "id", Criterion.of(uuids("au.id")),
            "name", Criterion.of(texts("au.name")),
            "created", Criterion.of(times("au.created")),
            "tags", Criterion.composite(tags("au.tags")));

    private Criteria() {}

    static Map<String, Criterion> of(Target target) {
        return switch (target) {
            case FLOWS -> FLOWS;
            case FLOW_RUNS -> FLOW_RUNS;
            case TASK_RUNS -> TASK_RUNS;
            case DEPLOYMENTS -> DEPLOYMENTS;
            case WORK_POOLS -> WORK_POOLS;
            case WORK_QUEUES -> WORK_QUEUES;
            case WORKERS -> WORKERS;
            case VARIABLES -> VARIABLES;
            case LOGS -> LOGS;
            case ARTIFACTS -> ARTIFACTS;
            case LATEST_ARTIFACTS -> LATEST_ARTIFACTS;
            case SAVED_SEARCHES -> Map.of();
            case BLOCK_TYPES -> BLOCK_TYPES;
            case BLOCK_SCHEMAS -> BLOCK_SCHEMAS;
            case BLOCK_DOCUMENTS -> BLOCK_DOCUMENTS;
            case AUTOMATIONS -> AUTOMATIONS;
        };
    }

    private static Map<String, Criterion> artifacts(String id, String alias) {
        String key = alias + ".key";
        return Map.of(
                id,
                Criterion.of(uuids(alias + "." + id)),
                "key",
                Criterion.of(with(with(texts(key), like(key)), present(key))),
                "flow_run_id",
                Criterion.of(uuids(alias + ".flow_run_id")),
                "task_run_id",
                Criterion.of(uuids(alias + ".task_run_id")),
                "type",
                Criterion.of(texts(alias + ".type")));
    }

    private static Criterion states(String alias) {
        return Criterion.nested(Map.of(
                "type",
                Criterion.of(texts(alias + ".state_type")),
                "name",
                Criterion.of(texts(alias + ".state_name"))));
    }
}
