package dev.slipway.scheduler.automation.trigger;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.event.PrefectEvent;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Triggers and events of these tests. */
final class Sample {
    static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private Sample() {}

    static Trigger trigger(String json) {
        var faults = new Faults();
        var trigger = TriggerReader.sent(
                new Fields(new JsonObject(json), List.of(), faults), Ids.timeOrdered(Clock.systemUTC()));
        faults.refuse();
        return trigger;
    }

    static EventTrigger event(String json) {
        return (EventTrigger) trigger(json);
    }

    /** An event about resource {@code a}, so many seconds after the start. */
    static PrefectEvent seen(String name, int second) {
        return seen(name, second, Map.of("prefect.resource.id", "a"));
    }

    static PrefectEvent seen(String name, int second, Map<String, String> resource) {
        var time = START.plusSeconds(second);
        return new PrefectEvent(UUID.randomUUID(), time, time, name, resource, List.of(), Map.of(), null);
    }

    /** What a trigger makes of events and looks, one after the other: when it fired. */
    static final class Run {
        private final EventTrigger trigger;
        private final List<Integer> fired = new ArrayList<>();
        private @Nullable Bucket bucket;

        Run(EventTrigger trigger) {
            this.trigger = trigger;
        }

        Run event(String name, int second) {
            var event = seen(name, second);
            if (trigger.covers(event)) {
                take(Evaluation.react(trigger, bucket, event), second);
            }
            return this;
        }

        Run watch(int second) {
            if (bucket == null) {
                bucket = Evaluation.watching(trigger, START.plusSeconds(second));
            }
            return this;
        }

        Run look(int second) {
            if (bucket != null) {
                take(Evaluation.look(trigger, bucket, START.plusSeconds(second)), second);
            }
            return this;
        }

        private void take(Evaluation.Outcome outcome, int second) {
            bucket = outcome.bucket();
            if (outcome.isFired()) {
                fired.add(second);
            }
        }

        List<Integer> fired() {
            return fired;
        }

        @Nullable
        Bucket bucket() {
            return bucket;
        }
    }
}
