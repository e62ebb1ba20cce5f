package dev.slipway.scheduler.automation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.slipway.scheduler.automation.definition.Definition;
import dev.slipway.scheduler.automation.trigger.Trigger;
import dev.slipway.scheduler.automation.trigger.TriggerReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An automation as it is stored, and as clients read it. */
public record Automation(
        UUID id,
        @JsonIgnore String workspace,
        Instant created,
        Instant updated,
        String name,
        String description,
        boolean enabled,
        List<String> tags,
        JsonObject trigger,
        JsonArray actions,
        JsonArray actionsOnTrigger,
        JsonArray actionsOnResolve) {

    static Automation of(UUID id, String workspace, Instant created, Instant updated, Definition asked) {
        return new Automation(
                id,
                workspace,
                created,
                updated,
                asked.name(),
                asked.description(),
                asked.enabled(),
                asked.tags(),
                asked.trigger().toJson(),
                asked.actions(),
                asked.actionsOnTrigger(),
                asked.actionsOnResolve());
    }

    /** What it waits for. */
    public Trigger readTrigger() {
        return TriggerReader.stored(trigger);
    }

    Automation with(boolean isEnabled, Instant now) {
        return new Automation(
                id,
                workspace,
                created,
                now,
                name,
                description,
                isEnabled,
                tags,
                trigger,
                actions,
                actionsOnTrigger,
                actionsOnResolve);
    }
}
