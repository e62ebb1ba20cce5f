package dev.slipway.scheduler.automation.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be told about an action: gathered while it is carried out, by one thread at a time. */
final class Report {
    private final List<Map<String, String>> related = new ArrayList<>();
    private final Map<String, @Nullable Object> details = new LinkedHashMap<>();

    /** Another resource had to do with it. */
    void relate(String role, String resourceId, @Nullable String name) {
        var resource = new LinkedHashMap<String, String>();
        resource.put("prefect.resource.id", resourceId);
        resource.put("prefect.resource.role", role);
        if (name != null) {
            resource.put("prefect.resource.name", name);
        }
        related.add(resource);
    }

    void target(String resourceId) {
        relate("target", resourceId, null);
    }

    void detail(String name, @Nullable Object value) {
        details.put(name, value);
    }

    /** As an HTTP call would have been answered, which clients look for. */
    void status(int code) {
        detail("status_code", code);
    }

    List<Map<String, String>> related() {
        return List.copyOf(related);
    }

    Map<String, @Nullable Object> details() {
        return new LinkedHashMap<>(details);
    }
}
