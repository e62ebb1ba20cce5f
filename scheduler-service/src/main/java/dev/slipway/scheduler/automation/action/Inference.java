package dev.slipway.scheduler.automation.action;

import dev.slipway.scheduler.event.PrefectEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what an action is about: the object that it names, or the one that its event concerns. */
final class Inference {
    private static final String ID = "prefect.resource.id";
    private static final String FLOW_RUN = "prefect.flow-run";

    private Inference() {}

    /**
     * The id of the object to act on.
     *
     * @param idField where the action may name it
     * @param kind as in {@code work-pool}
     */
    static UUID target(TriggeredAction action, String idField, String kind) {
        var words = kind.replace('-', ' ');
        return action.selected(idField)
                .or(() -> ofEvent(action.event(), kind))
                .orElseThrow(() -> new ActionFailed(
                        action.event() == null
                                ? "No event to infer the " + words
                                : "No " + words + " could be inferred"));
    }

    /** The flow run that is counted by, or that the event concerns. */
    static UUID flowRun(TriggeredAction action) {
        return Optional.ofNullable(action.firing().labels().get(ID))
                .flatMap(id -> objectId(id, FLOW_RUN))
                .or(() -> ofEvent(action.event(), "flow-run"))
                .orElseThrow(() -> new ActionFailed("No flow run could be inferred"));
    }

    static Optional<UUID> ofEvent(@Nullable PrefectEvent event, String kind) {
        return resource(event, kind).flatMap(resource -> objectId(resource.getOrDefault(ID, ""), "prefect." + kind));
    }

    /** The first resource of that kind that the event concerns. */
    static Optional<Map<String, String>> resource(@Nullable PrefectEvent event, String kind) {
        var involved = event == null
                ? Stream.<Map<String, String>>of()
                : Stream.concat(Stream.of(event.resource()), event.related().stream());
        return involved.filter(resource -> kindOf(resource.getOrDefault(ID, "")).equals("prefect." + kind))
                .findFirst();
    }

    private static String kindOf(String resourceId) {
        int dot = resourceId.lastIndexOf('.');
        return dot < 0 ? "" : resourceId.substring(0, dot);
    }

    private static Optional<UUID> objectId(String resourceId, String kind) {
        if (!kindOf(resourceId).equals(kind)) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(resourceId.substring(kind.length() + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static List<String> kindsOfTemplates() {
        return List.of("deployment", "flow", "flow_run", "task_run", "work_pool", "work_queue", "concurrency_limit");
    }
}
