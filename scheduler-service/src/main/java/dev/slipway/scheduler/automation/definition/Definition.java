package dev.slipway.scheduler.automation.definition;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.automation.template.Templates;
import dev.slipway.scheduler.automation.trigger.Faults;
import dev.slipway.scheduler.automation.trigger.Fields;
import dev.slipway.scheduler.automation.trigger.Trigger;
import dev.slipway.scheduler.automation.trigger.TriggerReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An automation as somebody describes it.
 *
 * @param ownerResource what it belongs to, with which it goes
 */
public record Definition(
        String name,
        String description,
        boolean enabled,
        List<String> tags,
        Trigger trigger,
        JsonArray actions,
        JsonArray actionsOnTrigger,
        JsonArray actionsOnResolve,
        @Nullable String ownerResource) {
    private static final String OWNER = "owner_resource";
    private static final Set<String> FIELDS = Set.of(
            "name", "description", "enabled", "tags", "trigger", "actions", "actions_on_trigger", "actions_on_resolve");

    /** Reads a new automation. */
    public static Definition create(JsonObject body, Templates templates, Ids ids) {
        var known = FIELDS.stream().collect(Collectors.toSet());
        known.add(OWNER);
        return read(body, known, templates, ids);
    }

    /** Reads what an automation becomes. */
    public static Definition replace(JsonObject body, Templates templates, Ids ids) {
        return read(body, FIELDS, templates, ids);
    }

    private static Definition read(JsonObject body, Set<String> known, Templates templates, Ids ids) {
        var fields = new Fields(body, List.of(), new Faults());
        fields.allowOnly(known);
        fields.require("name");
        fields.require("actions");
        var actions = new ActionReader(templates);
        var definition = new Definition(
                fields.text("name", ""),
                fields.text("description", ""),
                fields.bool("enabled", true),
                fields.texts("tags"),
                trigger(fields, ids),
                actions.read(fields, "actions"),
                actions.read(fields, "actions_on_trigger"),
                actions.read(fields, "actions_on_resolve"),
                known.contains(OWNER) ? fields.textOrNull(OWNER) : null);
        fields.faults().refuse();
        RunLoops.refuse(definition.enabled, definition.trigger, definition.actions);
        return definition;
    }

    private static Trigger trigger(Fields fields, Ids ids) {
        fields.require("trigger");
        var sent = fields.object("trigger");
        var json = sent == null ? new JsonObject().put("posture", "Reactive") : sent;
        return TriggerReader.sent(new Fields(json, fields.at("trigger"), fields.faults()), ids);
    }

    /** The deployments that it runs, whatever happens. */
    public Set<UUID> selectedDeployments() {
        return actions.stream()
                .map(JsonObject.class::cast)
                .filter(action -> ActionType.RUN_DEPLOYMENT.wireName().equals(action.getString("type")))
                .filter(action -> action.getString("deployment_id") != null)
                .map(action -> UUID.fromString(action.getString("deployment_id")))
                .collect(Collectors.toSet());
    }
}
