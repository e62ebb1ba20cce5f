package dev.slipway.scheduler.automation.trigger;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What an automation waits for. */
public sealed interface Trigger permits EventTrigger, CompositeTrigger {
    /** Its identity, which changes with its definition. */
    UUID id();

    /** Prefect's name of its kind. */
    String type();

    /** As clients read it. */
    JsonObject toJson();

    /** Itself, and all that is in it. */
    Stream<Trigger> all();

    /** All event triggers in it. */
    default Stream<EventTrigger> eventTriggers() {
        return all().filter(EventTrigger.class::isInstance).map(EventTrigger.class::cast);
    }

    /** The trigger in it that waits for the one with that id; empty if none does. */
    default Optional<CompositeTrigger> parentOf(UUID child) {
        return all().filter(CompositeTrigger.class::isInstance)
                .map(CompositeTrigger.class::cast)
                .filter(composite -> composite.triggers().stream()
                        .anyMatch(trigger -> trigger.id().equals(child)))
                .findFirst();
    }
}
