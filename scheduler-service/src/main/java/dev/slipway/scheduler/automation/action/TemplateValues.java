package dev.slipway.scheduler.automation.action;

import dev.slipway.scheduler.automation.template.Templates;
import dev.slipway.scheduler.automation.trigger.Firing;
import dev.slipway.scheduler.event.PrefectEvent;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values that templates of actions can use. May block: what a template names is read when it is rendered. */
@ApplicationScoped
class TemplateValues {
    private static final String VARIABLES = "variables";
    private static final List<String> STATE_LABELS =
            List.of("prefect.state-message", "prefect.state-name", "prefect.state-timestamp", "prefect.state-type");

    private final Templates templates;
    private final NativeObjects objects;

    TemplateValues(Templates templates, NativeObjects objects) {
        this.templates = templates;
        this.objects = objects;
    }

    Map<String, Object> of(TriggeredAction action, List<String> used) {
        var values = new HashMap<String, Object>();
        values.put("automation", plain(action.automation()));
        values.put("labels", LabelMap.tree(action.firing().labels()));
        values.put("firing", firing(action.firing()));
        values.put("firings", action.firing().all().map(TemplateValues::firing).toList());
        values.put("events", events(action.firing()));
        PrefectEvent event = action.event();
        if (event != null) {
            values.put("event", event(event));
            values.putAll(objectsOf(action, event, used));
        }
        return values;
    }

    private Map<String, Object> objectsOf(TriggeredAction action, PrefectEvent event, List<String> used) {
        var names = new HashSet<>(Inference.kindsOfTemplates());
        names.add(VARIABLES);
        var values = new HashMap<String, Object>();
        for (String name : templates.mentioned(used, names)) {
            if (name.equals(VARIABLES)) {
                values.put(name, objects.variables(action.workspace()));
            } else {
                object(action, event, name).ifPresent(found -> values.put(name, found));
            }
        }
        return values;
    }

    private Optional<Map<String, Object>> object(TriggeredAction action, PrefectEvent event, String name) {
        var kind = name.replace('_', '-');
        return Inference.ofEvent(event, kind)
                .flatMap(id -> objects.find(action.workspace(), name, id))
                .map(found -> plain(withStateOf(event, kind, found)));
    }

    /** The state that the event tells of, not the one that the run has come to since. */
    private static JsonObject withStateOf(PrefectEvent event, String kind, JsonObject object) {
        var resource = Inference.resource(event, kind).orElse(Map.of());
        if (!kind.endsWith("-run") || !resource.keySet().containsAll(STATE_LABELS)) {
            return object;
        }
        var state = new JsonObject()
                .put("message", resource.get("prefect.state-message"))
                .put("name", resource.get("prefect.state-name"))
                .put("timestamp", resource.get("prefect.state-timestamp"))
                .put("type", resource.get("prefect.state-type"));
        return object.copy().put("state", state);
    }

    private static List<Map<String, Object>> events(Firing firing) {
        return firing.all()
                .map(Firing::event)
                .flatMap(event -> Optional.ofNullable(event).stream())
                .map(TemplateValues::event)
                .toList();
    }

    private static Map<String, Object> firing(Firing firing) {
        var values = plain(firing.toJson());
        PrefectEvent event = firing.event();
        if (event != null) {
            values.put("triggering_event", event(event));
        }
        return values;
    }

    private static Map<String, Object> event(PrefectEvent event) {
        var values = new LinkedHashMap<>(event.toMap());
        var byRole = new LinkedHashMap<String, Object>();
        event.related()
                .forEach(related ->
                        byRole.putIfAbsent(related.getOrDefault("prefect.resource.role", ""), LabelMap.of(related)));
        values.put("resource", LabelMap.of(event.resource()));
        values.put("related", event.related().stream().map(LabelMap::of).toList());
        values.put("resource_in_role", byRole);
        return values;
    }

    private static Map<String, Object> plain(JsonObject json) {
        return new JsonObject(json.encode()).getMap();
    }
}
