package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateType;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Prefect's event {@code prefect.flow-run.<StateName>}; its id is the state's. */
final class StateEvent {
    private static final int LONGEST_MESSAGE = 100_000;
    private static final Duration TIGHT = Duration.ofMinutes(5);

    private static final Map<String, String> CREATORS = Map.of("DEPLOYMENT", "deployment", "AUTOMATION", "automation");

    private StateEvent() {}

    static Map<String, Object> of(@Nullable State previous, FlowRun run, State state, Surroundings surroundings) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", state.id().toString());
        event.put("occurred", WireTimes.format(state.timestamp()));
        event.put("event", "prefect.flow-run." + state.name());
        event.put("resource", resource(run, state));
        event.put("related", related(run, surroundings));
        event.put("payload", payload(previous, state));
        if (previous != null && follows(previous, state)) {
            event.put("follows", previous.id().toString());
        }
        return event;
    }

    /** Only close neighbours are linked: there the order of arrival may deceive. */
    private static boolean follows(State previous, State state) {
        return Duration.between(previous.timestamp(), state.timestamp()).abs().compareTo(TIGHT) < 0;
    }

    private static Map<String, String> resource(FlowRun run, State state) {
        Map<String, String> resource = new LinkedHashMap<>();
        resource.put("prefect.resource.id", "prefect.flow-run." + run.id());
        resource.put("prefect.resource.name", run.name());
        resource.put("prefect.run-count", String.valueOf(run.progress().runCount()));
        resource.put("prefect.state-message", message(state));
        resource.put("prefect.state-name", state.name());
        resource.put("prefect.state-timestamp", WireTimes.format(state.timestamp()));
        resource.put("prefect.state-type", state.type().name());
        return resource;
    }

    private static String message(State state) {
        String message = state.message() == null ? "" : state.message();
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 3) + "...";
    }

    private static Map<String, Object> payload(@Nullable State previous, State state) {
        Map<String, @Nullable String> intended = new LinkedHashMap<>();
        intended.put("from", previous == null ? null : previous.type().name());
        intended.put("to", state.type().name());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("intended", intended);
        if (previous != null) {
            payload.put("initial_state", essence(previous));
        }
        payload.put("validated_state", essence(state));
        return payload;
    }

    private static Map<String, String> essence(State state) {
        Map<String, String> essence = new LinkedHashMap<>();
        essence.put("type", state.type().name());
        essence.put("name", state.name());
        if (!message(state).isEmpty()) {
            essence.put("message", message(state));
        }
        if (state.type() == StateType.PAUSED) {
            essence.put("pause_reschedule", String.valueOf(state.stateDetails().pauseReschedule()));
        }
        return essence;
    }

    private static List<Map<String, String>> related(FlowRun run, Surroundings surroundings) {
        List<Map<String, String>> related = new ArrayList<>();
        var tags = new TreeSet<>(run.tags());
        add(related, tags, "flow", surroundings.flow());
        if (surroundings.deployment() != null) {
            add(related, tags, "deployment", surroundings.deployment().named());
        }
        add(related, tags, "work-queue", surroundings.workQueue());
        if (surroundings.workPool() != null) {
            add(related, tags, "work-pool", surroundings.workPool().named())
                    .put("prefect.work-pool.type", surroundings.workPool().type());
        }
        add(related, tags, "task-run", surroundings.parentTask());
        tags.forEach(tag ->
                related.add(Map.of("prefect.resource.id", "prefect.tag." + tag, "prefect.resource.role", "tag")));
        addCreator(related, run.createdBy());
        return related;
    }

    private static Map<String, String> add(
            List<Map<String, String>> related, Set<String> tags, String kind, Surroundings.@Nullable Named named) {
        Map<String, String> resource = new LinkedHashMap<>();
        if (named != null) {
            resource.put("prefect.resource.id", "prefect." + kind + "." + named.id());
            resource.put("prefect.resource.role", kind);
            resource.put("prefect.resource.name", named.name());
            related.add(resource);
            tags.addAll(named.tags());
        }
        return resource;
    }

    private static void addCreator(List<Map<String, String>> related, @Nullable JsonObject createdBy) {
        String kind = createdBy == null ? null : CREATORS.get(createdBy.getString("type", ""));
        if (createdBy == null || kind == null) {
            return;
        }
        Map<String, String> creator = new LinkedHashMap<>();
        creator.put("prefect.resource.id", "prefect." + kind + "." + createdBy.getString("id"));
        creator.put("prefect.resource.role", "creator");
        String name = createdBy.getString("display_value");
        if (name != null) {
            creator.put("prefect.resource.name", name);
        }
        related.add(creator);
    }
}
