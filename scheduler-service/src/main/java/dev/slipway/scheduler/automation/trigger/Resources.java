package dev.slipway.scheduler.automation.trigger;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Which resources are meant: those that have each of the labels with one of its values.
 *
 * @param sent as it was written, where one value need not be a list
 */
public record Resources(Map<String, List<String>> labels, JsonObject sent) {
    private static final String ID = "prefect.resource.id";

    boolean includes(Collection<Map<String, String>> candidates) {
        return labels.isEmpty() || candidates.stream().anyMatch(this::matches);
    }

    private boolean matches(Map<String, String> resource) {
        return labels.entrySet().stream().allMatch(asked -> {
            var value = resource.get(asked.getKey());
            return value != null && asked.getValue().stream().anyMatch(glob -> Glob.matchesOrNot(glob, value));
        });
    }

    /** Whether an id is asked for that begins so. */
    boolean names(String prefix) {
        return labels.getOrDefault(ID, List.of()).stream().anyMatch(glob -> glob.startsWith(prefix));
    }

    /** Whether nothing but the kind of resource is asked for, if anything. */
    public boolean isEveryOneOf(String kind) {
        return labels.isEmpty()
                || (labels.size() == 1 && labels.getOrDefault(ID, List.of()).contains(kind + ".*"));
    }

    JsonObject toJson() {
        return sent;
    }
}
