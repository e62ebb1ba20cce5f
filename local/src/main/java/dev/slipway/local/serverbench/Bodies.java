package dev.slipway.local.serverbench;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.slipway.contracts.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the Python client sends, and the little of the answers that is needed. */
final class Bodies {
    /** As long as a line of a flow that says what it does. */
    private static final String MESSAGE = "row %d of the batch was read, checked and written to the warehouse, 1234 ms";

    private static final String CREATE = """
            {"state": {"type": "SCHEDULED", "name": "Scheduled", "message": null, "state_details": {"traceparent": null},
            "data": null}, "name": null, "flow_id": "%s", "flow_version": "dd8d34be4649deea1bd2e2aae145f78f",
            "parameters": {"day": "2026-01-01", "limit": 10}, "context": {}, "parent_task_run_id": null,
            "empirical_policy": {"retries": 1, "retry_delay": 1}, "tags": ["bench"]}""";

    private static final String STATE = """
            {"state": {"type": "%s", "name": "%s", "message": null, "state_details": {"flow_run_id": "%s",
            "task_run_id": null, "child_flow_run_id": null, "scheduled_time": null, "cache_key": null,
            "cache_expiration": null, "deferred": null, "untrackable_result": false, "pause_timeout": null,
            "pause_reschedule": false, "pause_key": null, "run_input_keyset": null, "refresh_cache": null,
            "retriable": null, "transition_id": null, "task_parameters_id": null, "traceparent": null,
            "deployment_concurrency_lease_id": null}, "data": null}, "force": false}""";

    private static final String LINE = """
            {"name": "prefect.flow_runs", "level": 20, "message": "%s", "timestamp": "%s", "flow_run_id": "%s",
            "task_run_id": null}""";

    private Bodies() {}

    static String flowRun(String flowId) {
        return CREATE.formatted(flowId);
    }

    /** @param type as {@code RUNNING} */
    static String state(String type, String flowRunId) {
        return STATE.formatted(type, type.charAt(0) + type.substring(1).toLowerCase(Locale.ROOT), flowRunId);
    }

    static String logLines(String flowRunId, int count, Instant at) {
        return IntStream.range(0, count)
                .mapToObj(i -> line(flowRunId, MESSAGE.formatted(i), at))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    static String line(String flowRunId, String message, Instant at) {
        return LINE.formatted(message, at, flowRunId);
    }

    /** The field {@code id} of the object itself, without reading all of it. */
    static String id(Buffer answer) {
        try (JsonParser json = Json.MAPPER.getFactory().createParser(answer.getBytes())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                if (field.equals("id")) {
                    return json.getText();
                }
                json.skipChildren();
            }
            throw new IllegalArgumentException("no id: " + answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
