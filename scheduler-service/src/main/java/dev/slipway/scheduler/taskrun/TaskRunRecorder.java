package dev.slipway.scheduler.taskrun;

import dev.slipway.scheduler.event.PrefectEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Records task runs from the events that clients send. The order and the number of deliveries don't matter: every state is kept
 * once, and the newest one is the task run's.
 */
@ApplicationScoped
public class TaskRunRecorder {
    private final TaskRunRepository taskRuns;

    TaskRunRecorder(TaskRunRepository taskRuns) {
        this.taskRuns = taskRuns;
    }

    /** Records what these events report; events about other things are ignored. */
    public Uni<Void> record(SqlConnection tx, String workspace, List<PrefectEvent> events) {
        var reports = events.stream()
                .map(event -> TaskRunReport.of(workspace, event))
                .flatMap(Optional::stream)
                .toList();
        if (reports.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return taskRuns.idsByKey(tx, reports).chain(known -> {
            var named = underOneId(reports, known);
            return taskRuns.upsertNewer(tx, newest(named)).chain(() -> taskRuns.insertStates(tx, named));
        });
    }

    /** The reports with the id under which their task run is stored, or else was met first. */
    static List<TaskRun> underOneId(List<TaskRun> reports, Map<TaskRunKey, UUID> known) {
        var ids = new HashMap<>(known);
        var named = new ArrayList<TaskRun>();
        for (TaskRun report : reports) {
            var id = report.flowRunId() == null
                    ? report.id()
                    : ids.computeIfAbsent(TaskRunKey.of(report), key -> report.id());
            named.add(
                    id.equals(report.id())
                            ? report
                            : TaskRunJson.read(TaskRunJson.row(report).put("id", id.toString())));
        }
        return named;
    }

    /** The newest report of each task run, in the order of ids, so that two batches take locks in the same order. */
    static List<TaskRun> newest(List<TaskRun> reports) {
        Comparator<TaskRun> byTime = Comparator.comparing(report -> Objects.requireNonNull(report.stateTimestamp()));
        return reports.stream()
                .collect(Collectors.toMap(TaskRun::id, Function.identity(), BinaryOperator.maxBy(byTime)))
                .values()
                .stream()
                .sorted(Comparator.comparing(report -> report.id().toString()))
                .toList();
    }
}
