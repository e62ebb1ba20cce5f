package dev.slipway.scheduler.automation.evaluation;

import dev.slipway.scheduler.automation.Automation;
import dev.slipway.scheduler.automation.trigger.EventTrigger;
import dev.slipway.scheduler.automation.trigger.Trigger;
import dev.slipway.scheduler.event.PrefectEvent;
import java.util.List;

/** The triggers of all enabled automations, as they were at one time. */
record Triggers(long generation, List<Watched> all) {
    /** No automations. */
    static final Triggers NONE = new Triggers(-1, List.of());

    /** An automation with what it waits for, read. */
    record Watched(Automation automation, Trigger trigger) {
        static Watched of(Automation automation) {
            return new Watched(automation, automation.readTrigger());
        }

        List<EventTrigger> covering(PrefectEvent event) {
            return trigger.eventTriggers()
                    .filter(candidate -> candidate.covers(event))
                    .toList();
        }

        /** What an automation did must not make it do it again. */
        boolean isCauseOf(PrefectEvent event) {
            return event.event().startsWith("prefect.automation.")
                    && event.resourceId().equals("prefect.automation." + automation.id());
        }
    }

    static Triggers of(long generation, List<Automation> enabled) {
        return new Triggers(generation, enabled.stream().map(Watched::of).toList());
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The automations of a workspace that have to do with the event. */
    List<Watched> covering(String workspace, PrefectEvent event) {
        return all.stream()
                .filter(watched -> watched.automation().workspace().equals(workspace))
                .filter(watched -> !watched.isCauseOf(event))
                .filter(watched -> watched.trigger().eventTriggers().anyMatch(trigger -> trigger.covers(event)))
                .toList();
    }
}
