package dev.slipway.local.serverbench;

import dev.slipway.contracts.Ids;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the Python client tells of task runs: one event for each of their states. */
final class TaskRunEvents {
    static final List<String> STATES = List.of("Pending", "Running", "Completed");

    private static final String EVENT = """
            {"occurred": "%3$s", "event": "prefect.task-run.%4$s", "resource": {"prefect.resource.id":
            "prefect.task-run.%2$s", "prefect.resource.name": "step-%6$d", "prefect.run-count": "1",
            "prefect.state-message": "", "prefect.state-type": "%5$s", "prefect.state-name": "%4$s",
            "prefect.state-timestamp": "%3$s", "prefect.orchestration": "client"}, "related": [{"prefect.resource.id":
            "prefect.flow-run.%7$s", "prefect.resource.role": "flow-run", "prefect.resource.name": "bench"},
            {"prefect.resource.id": "prefect.tag.bench", "prefect.resource.role": "tag"}], "payload": {"intended":
            {"from": null, "to": "%5$s"}, "initial_state": null, "validated_state": {"type": "%5$s", "name": "%4$s",
            "message": "", "state_details": {"flow_run_id": "%7$s", "task_run_id": "%2$s", "untrackable_result": false,
            "pause_reschedule": false}, "data": null}, "task_run": {"name": "step-%6$d", "task_key": "step-1a2b3c4d",
            "dynamic_key": "%8$s", "cache_key": null, "cache_expiration": null, "task_version": null,
            "empirical_policy": {"max_retries": 0, "retry_delay_seconds": 0.0, "retries": 0, "retry_delay": 0,
            "retry_jitter_factor": null}, "tags": ["bench"], "labels": {}, "task_inputs": {"i": []}, "run_count": 1,
            "flow_run_run_count": 1, "expected_start_time": "%3$s", "next_scheduled_start_time": null, "start_time":
            "%3$s", "end_time": null, "total_run_time": 0.0, "estimated_run_time": 0.0, "estimated_start_time_delta":
            0.0}}, "id": "%1$s", "follows": %9$s}""";

    private final Clock clock;
    private final Ids ids;

    TaskRunEvents(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** Of so many task runs, each from Pending to Completed. */
    List<String> of(String flowRunId, int taskRuns) {
        var events = new ArrayList<String>(taskRuns * STATES.size());
        for (int i = 0; i < taskRuns; i++) {
            UUID taskRun = ids.next();
            @Nullable UUID previous = null;
            for (String state : STATES) {
                UUID id = ids.next();
                events.add(event(flowRunId, taskRun, i, state, id, previous));
                previous = id;
            }
        }
        return events;
    }

    private String event(String flowRunId, UUID taskRun, int number, String state, UUID id, @Nullable UUID previous) {
        return EVENT.formatted(
                id,
                taskRun,
                clock.instant(),
                state,
                state.toUpperCase(Locale.ROOT),
                number,
                flowRunId,
                taskRun,
                previous == null ? "null" : '"' + previous.toString() + '"');
    }
}
