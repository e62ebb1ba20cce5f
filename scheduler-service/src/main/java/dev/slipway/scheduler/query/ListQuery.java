package dev.slipway.scheduler.query;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a body of {@code …/filter}, {@code …/count} or {@code …/paginate} asks for, as the end of an SQL statement. Always
 * bound to one workspace.
 */
public final class ListQuery {
    /** As many as a page can have, and what is given if nobody asks for less. */
    public static final int MAX_LIMIT = 200;

    private static final Map<String, Target> KEYS = Map.ofEntries(
            Map.entry("flows", Target.FLOWS),
            Map.entry("flow_runs", Target.FLOW_RUNS),
            Map.entry("task_runs", Target.TASK_RUNS),
            Map.entry("deployments", Target.DEPLOYMENTS),
            Map.entry("work_pools", Target.WORK_POOLS),
            Map.entry("work_pool_queues", Target.WORK_QUEUES),
            Map.entry("work_queues", Target.WORK_QUEUES),
            Map.entry("workers", Target.WORKERS),
            Map.entry("logs", Target.LOGS),
            Map.entry("variables", Target.VARIABLES),
            Map.entry("block_types", Target.BLOCK_TYPES),
            Map.entry("block_schemas", Target.BLOCK_SCHEMAS),
            Map.entry("block_documents", Target.BLOCK_DOCUMENTS),
            Map.entry("automations", Target.AUTOMATIONS));

    private final Bindings bindings;
    private final Target target;
    private final List<String> conditions = new ArrayList<>();

    private ListQuery(Target target, String workspace, Instant now) {
        this.bindings = new Bindings(now);
        this.target = target;
        conditions.add(target.alias() + ".workspace = " + bindings.bind(workspace));
    }

    /** The rows of {@code target} that the filters of {@code body} describe; a null body describes all. */
    public static ListQuery of(Target target, String workspace, @Nullable JsonObject body, Instant now) {
        var query = new ListQuery(target, workspace, now);
        for (var entry : body == null ? new JsonObject() : body) {
            var filtered = filtered(target, entry.getKey());
            if (filtered != null && entry.getValue() != null) {
                query.add(entry.getKey(), filtered, entry.getValue());
            }
        }
        return query;
    }

    /** Artifacts are filtered under one key, whether all of them are listed or the latest of each key. */
    private static @Nullable Target filtered(Target target, String key) {
        boolean artifacts = target == Target.ARTIFACTS || target == Target.LATEST_ARTIFACTS;
        return artifacts && key.equals("artifacts") ? target : KEYS.get(key);
    }

    /** Asks for a value of a column, too. */
    public ListQuery and(String column, Object value) {
        conditions.add(target.alias() + "." + column + " = " + bindings.bind(value));
        return this;
    }

    private void add(String key, Target filtered, Object filter) {
        if (!(filter instanceof JsonObject criteria)) {
            throw ApiProblem.invalid(key + ": an object is needed");
        }
        var asked = conditions(key, filtered, criteria);
        if (filtered == target) {
            conditions.add(asked);
        } else {
            var relation = Relations.between(target, filtered)
                    .orElseThrow(() -> ApiProblem.invalid(key + ": can't be used to filter these objects"));
            conditions.add("exists (select 1 from " + relation + " and " + asked + ")");
        }
    }

    private String conditions(String key, Target filtered, JsonObject criteria) {
        var known = Criteria.of(filtered);
        var asked = new ArrayList<String>();
        for (var entry : criteria) {
            var criterion = known.get(entry.getKey());
            if (criterion == null && !entry.getKey().equals("operator")) {
                throw ApiProblem.invalid(key + "." + entry.getKey() + ": extra inputs are not permitted");
            }
            if (criterion != null && entry.getValue() != null) {
                asked.add("(" + criterion.condition(key + "." + entry.getKey(), entry.getValue(), bindings) + ")");
            }
        }
        return Criterion.join(asked, criteria.getValue("operator"));
    }

    /** {@code from … where …} of the statement. */
    public String fromWhere() {
        return " from " + target.from() + " where " + String.join(" and ", conditions);
    }

    /** {@code order by … limit … offset …} as the body asks. */
    public String page(@Nullable JsonObject body, String defaultSort) {
        return page(body, defaultSort, MAX_LIMIT);
    }

    /** As {@link #page(JsonObject, String)}, where a page may be as long as {@code most}, and is unless the body says less. */
    public String page(@Nullable JsonObject body, String defaultSort, int most) {
        var asked = body == null ? new JsonObject() : body;
        var sort = asked.getValue("sort") == null ? defaultSort : String.valueOf(asked.getValue("sort"));
        return " order by " + target.orderBy(sort) + " limit " + bindings.bind(limit(asked, most)) + " offset "
                + bindings.bind(offset(asked));
    }

    public Bindings bindings() {
        return bindings;
    }

    /** How many rows the body asks for at most. */
    public static int limit(@Nullable JsonObject body) {
        return limit(body, MAX_LIMIT);
    }

    private static int limit(@Nullable JsonObject body, int most) {
        int limit = number(body, "limit", most);
        if (limit < 0 || limit > most) {
            throw ApiProblem.invalid("Invalid limit: must be less than or equal to " + most + ".");
        }
        return limit;
    }

    /** Which page the body asks for, from 1. */
    public static int pageNumber(@Nullable JsonObject body) {
        int page = number(body, "page", 1);
        if (page < 1) {
            throw ApiProblem.invalid("page: must be greater than or equal to 1");
        }
        return page;
    }

    /** How many rows the body wants to be left out. */
    public static int offset(@Nullable JsonObject body) {
        int offset = number(body, "offset", 0);
        if (offset < 0) {
            throw ApiProblem.invalid("offset: must be greater than or equal to 0");
        }
        return offset;
    }

    /** A whole number that the body has, or not. */
    public static int number(@Nullable JsonObject body, String key, int otherwise) {
        var value = body == null ? null : body.getValue(key);
        return switch (value) {
            case null -> otherwise;
            case Number number when number.doubleValue() == number.intValue() -> number.intValue();
            default -> throw ApiProblem.invalid(key + ": a whole number is needed");
        };
    }
}
