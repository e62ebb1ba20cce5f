package dev.slipway.gateway.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.client.v1.LogsReceived;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Which log lines a subscriber wants. */
public final class LogFilter {
    private static final Set<String> PARTS =
            Set.of("operator", "level", "timestamp", "flow_run_id", "task_run_id", "text");

    private final List<BiPredicate<@Nullable UUID, LogsReceived.Line>> criteria = new ArrayList<>();
    private final boolean anySuffices;

    private LogFilter(FilterFields fields) {
        this.anySuffices = fields.has("operator") && fields.text("operator").equals("or_");
    }

    /** Reads a filter as Prefect's clients send it; throws {@link InvalidFilter} if it is none. */
    public static LogFilter parse(JsonNode filter) {
        var fields = FilterFields.of("filter", filter, PARTS);
        var parsed = new LogFilter(fields);
        if (fields.has("level")) {
            parsed.level(FilterFields.of("level", fields.node("level"), Set.of("ge_", "le_")));
        }
        if (fields.has("timestamp")) {
            parsed.timestamp(FilterFields.of("timestamp", fields.node("timestamp"), Set.of("before_", "after_")));
        }
        if (fields.has("flow_run_id")) {
            parsed.flowRun(FilterFields.of("flow_run_id", fields.node("flow_run_id"), Set.of("any_")));
        }
        if (fields.has("task_run_id")) {
            parsed.taskRun(FilterFields.of("task_run_id", fields.node("task_run_id"), Set.of("any_", "is_null_")));
        }
        if (fields.has("text")) {
            var query = TextQuery.parse(FilterFields.of("text", fields.node("text"), Set.of("query"))
                    .text("query"));
            parsed.criteria.add((run, line) -> query.matches(line.name() + " " + line.message()));
        }
        return parsed;
    }

    /** True if the line of that flow run is wanted. */
    public boolean matches(@Nullable UUID flowRunId, LogsReceived.Line line) {
        boolean any = anySuffices && !criteria.isEmpty();
        return any
                ? criteria.stream().anyMatch(criterion -> criterion.test(flowRunId, line))
                : criteria.stream().allMatch(criterion -> criterion.test(flowRunId, line));
    }

    private void level(FilterFields level) {
        Integer atLeast = level.integer("ge_");
        Integer atMost = level.integer("le_");
        criteria.add((run, line) ->
                (atLeast == null || line.level() >= atLeast) && (atMost == null || line.level() <= atMost));
    }

    private void timestamp(FilterFields timestamp) {
        var before = timestamp.time("before_");
        var after = timestamp.time("after_");
        criteria.add((run, line) -> (before == null || !line.timestamp().isAfter(before))
                && (after == null || !line.timestamp().isBefore(after)));
    }

    private void flowRun(FilterFields flowRun) {
        if (flowRun.has("any_")) {
            var ids = Set.copyOf(flowRun.uuids("any_"));
            criteria.add((run, line) -> run != null && ids.contains(run));
        }
    }

    private void taskRun(FilterFields taskRun) {
        if (taskRun.has("any_")) {
            var ids = Set.copyOf(taskRun.uuids("any_"));
            criteria.add((run, line) -> line.taskRunId() != null && ids.contains(line.taskRunId()));
        }
        Boolean isNull = taskRun.truth("is_null_");
        if (isNull != null) {
            criteria.add((run, line) -> (line.taskRunId() == null) == isNull);
        }
    }
}
