package dev.slipway.scheduler.taskrun;

import dev.slipway.scheduler.event.PrefectEvent;
import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.state.State;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What one event of a client says about a task run. The state's id is the event's and its time is when the event occurred; the
 * flow run is the related resource in the role {@code flow-run}, since the payload does not name it.
 */
final class TaskRunReport {
    private static final Logger LOG = Logger.getLogger(TaskRunReport.class);
    private static final String KIND = "prefect.task-run";

    private TaskRunReport() {}

    /** The task run in the state that the event reports; empty if the event reports none that can be recorded. */
    static Optional<TaskRun> of(String workspace, PrefectEvent event) {
        if (!event.event().startsWith(KIND + ".")
                || !"client".equals(event.resource().get("prefect.orchestration"))) {
            return Optional.empty();
        }
        try {
            return event.subject(KIND).map(id -> read(workspace, id, event));
        } catch (IllegalArgumentException | ClassCastException e) {
            LOG.warnf("event %s reports no task run that can be read: %s", event.id(), e.getMessage());
            return Optional.empty();
        }
    }

    private static TaskRun read(String workspace, UUID id, PrefectEvent event) {
        var flowRunId = event.relatedIn("flow-run", "prefect.flow-run")
                .map(UUID::toString)
                .orElse(null);
        var state = state(id, flowRunId, event);
        var json = object(event.payload().get("task_run"))
                .put("id", id.toString())
                .put("workspace", workspace)
                .put("flow_run_id", flowRunId)
                .put("created", WireTimes.format(event.received()))
                .put("updated", WireTimes.format(event.received()));
        putState(json, state);
        return checked(TaskRunJson.read(json));
    }

    private static State state(UUID id, @Nullable String flowRunId, PrefectEvent event) {
        var sent = object(event.payload().get("validated_state"));
        var details = object(sent.getMap().get("state_details"))
                .put("task_run_id", id.toString())
                .put("flow_run_id", flowRunId);
        sent.put("id", event.id().toString())
                .put("timestamp", WireTimes.format(event.occurred()))
                .put("state_details", details);
        var state = WireJson.read(sent, State.class);
        return state.name() == null
                ? WireJson.read(sent.put("name", state.type().defaultName()), State.class)
                : state;
    }

    static JsonObject putState(JsonObject run, State state) {
        return run.put("state", WireJson.object(state))
                .put("state_id", state.id().toString())
                .put("state_type", state.type().name())
                .put("state_name", state.name())
                .put("state_timestamp", WireTimes.format(state.timestamp()));
    }

    private static TaskRun checked(TaskRun run) {
        if (Objects.toString(run.taskKey(), "").isEmpty()
                || Objects.toString(run.dynamicKey(), "").isEmpty()
                || run.name() == null) {
            throw new IllegalArgumentException("it has no name, task_key or dynamic_key");
        }
        return run;
    }

    /** A copy that may be changed. */
    @SuppressWarnings("unchecked") // keys of JSON objects are strings
    private static JsonObject object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? new JsonObject((Map<String, Object>) map).copy() : new JsonObject();
    }
}
