package dev.slipway.scheduler.query;

import dev.slipway.scheduler.problem.ApiProblem;
import java.util.List;
import java.util.Map;

/** The tables that can be listed and filtered, and the orders in which clients ask for them. */
public enum Target {
    FLOWS("flows", "f"),
    FLOW_RUNS("flow_runs", "r"),
    TASK_RUNS("task_runs", "t"),
    DEPLOYMENTS("deployments", "d"),
    WORK_POOLS("work_pools", "p"),
    WORK_QUEUES("work_queues", "q"),
    WORKERS("workers", "w"),
    VARIABLES("variables", "v"),
    LOGS("logs", "l"),
    ARTIFACTS("artifacts", "a"),
    LATEST_ARTIFACTS("latest_artifacts", "l"),
    SAVED_SEARCHES("saved_searches", "s"),
    BLOCK_TYPES("block_types", "bt"),
    BLOCK_SCHEMAS("block_schemas", "bs"),
    BLOCK_DOCUMENTS("block_documents", "bd"),
    AUTOMATIONS("automations", "au");

    private final String table;
    private final String alias;

    Target(String table, String alias) {
        this.table = table;
        this.alias = alias;
    }

    /** As used in SQL, followed by its alias. */
    public String from() {
        return table + " " + alias;
    }

    /** The alias under which conditions know the table. */
    public String alias() {
        return alias;
    }

    /** The columns of {@code order by} for one of Prefect's sort names. */
    String orderBy(String sort) {
        var sorts =
                switch (this) {
                    case FLOW_RUNS -> Sorts.FLOW_RUNS;
                    case TASK_RUNS -> Sorts.TASK_RUNS;
                    case LOGS -> Sorts.LOGS;
                    case ARTIFACTS, LATEST_ARTIFACTS -> Sorts.ARTIFACTS;
                    case BLOCK_DOCUMENTS -> Sorts.BLOCK_DOCUMENTS;
                    default -> Sorts.NAMED;
                };
        var order = sorts.get(sort);
        if (order == null) {
            throw ApiProblem.invalid(
                    "sort: one of " + sorts.keySet().stream().sorted().toList() + " is needed");
        }
        return List.of(order.split(",")).stream()
                .map(column -> alias + "." + column.strip())
                .collect(java.util.stream.Collectors.joining(", "));
    }

    private static final class Sorts {
        static final Map<String, String> NAMED = Map.of(
                "CREATED_DESC", "created desc, id desc",
                "UPDATED_DESC", "updated desc, id desc",
                "NAME_ASC", "name asc, id asc",
                "NAME_DESC", "name desc, id asc");
        static final Map<String, String> ARTIFACTS = Map.of(
                "CREATED_DESC", "created desc, id desc",
                "UPDATED_DESC", "updated desc, id desc",
                "ID_DESC", "id desc",
                "KEY_DESC", "key desc nulls last, id desc",
                "KEY_ASC", "key asc nulls last, id desc");
        static final Map<String, String> BLOCK_DOCUMENTS = Map.of(
                "NAME_ASC", "name asc, id asc",
                "NAME_DESC", "name desc, id asc",
                "BLOCK_TYPE_AND_NAME_ASC", "block_type_name asc, name asc, id asc");
        static final Map<String, String> LOGS = Map.of(
                "TIMESTAMP_ASC", "timestamp asc, id asc",
                "TIMESTAMP_DESC", "timestamp desc, id desc");
        static final Map<String, String> TASK_RUNS = Map.of(
                "ID_DESC", "id desc",
                "EXPECTED_START_TIME_ASC", "expected_start_time asc nulls last, id asc",
                "EXPECTED_START_TIME_DESC", "expected_start_time desc nulls last, id desc",
                "NAME_ASC", "name asc, id asc",
                "NAME_DESC", "name desc, id asc",
                "NEXT_SCHEDULED_START_TIME_ASC", "next_scheduled_start_time asc nulls last, id asc",
                "END_TIME_DESC", "end_time desc nulls last, id desc");
        static final Map<String, String> FLOW_RUNS = Map.of(
                "ID_DESC", "id desc",
                "START_TIME_ASC", "start_time asc nulls last, id asc",
                "START_TIME_DESC", "start_time desc nulls last, id desc",
                "EXPECTED_START_TIME_ASC", "expected_start_time asc nulls last, id asc",
                "EXPECTED_START_TIME_DESC", "expected_start_time desc nulls last, id desc",
                "NAME_ASC", "name asc, id asc",
                "NAME_DESC", "name desc, id asc",
                "NEXT_SCHEDULED_START_TIME_ASC", "next_scheduled_start_time asc nulls last, id asc",
                "END_TIME_DESC", "end_time desc nulls last, id desc");
    }
}
