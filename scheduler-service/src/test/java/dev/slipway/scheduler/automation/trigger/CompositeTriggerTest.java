package dev.slipway.scheduler.automation.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CompositeTriggerTest {
    private static final String CHILDREN = """
            "triggers": [{"posture": "Reactive", "expect": ["a"]}, {"posture": "Reactive", "expect": ["b"]},
                {"posture": "Reactive", "expect": ["c"]}]""";

    @Test
    void allTriggersHaveToFire() {
        assertThat(fired(compound("\"all\"", 60), 0, 0, 1, 5, 2, 9)).containsExactly(9);
    }

    @Test
    void anyTriggerFiresAtOnce() {
        assertThat(fired(compound("\"any\"", 60), 1, 3, 2, 5)).containsExactly(3, 5);
    }

    @Test
    void aNumberOfTriggersIsEnough() {
        assertThat(fired(compound("2", 60), 0, 0, 0, 5, 2, 9)).containsExactly(9);
    }

    @Test
    void afterItHasFiredAllIsNeededAnew() {
        assertThat(fired(compound("2", 60), 0, 0, 1, 5, 2, 6, 0, 7)).containsExactly(5, 7);
    }

    @Test
    void firingsThatAreTooOldDoNotCount() {
        assertThat(fired(compound("\"all\"", 10), 0, 0, 1, 8, 2, 11, 0, 12)).containsExactly(12);
    }

    @Test
    void withoutTimeFiringsCountForEver() {
        var trigger = composite("{\"type\": \"compound\", \"require\": \"all\", \"within\": null, " + CHILDREN + "}");
        assertThat(fired(trigger, 0, 0, 1, 5_000, 2, 90_000)).containsExactly(90_000);
    }

    @Test
    void aSequenceFiresInItsOrderOnly() {
        var sequence = composite("{\"type\": \"sequence\", \"within\": 60, " + CHILDREN + "}");
        assertThat(fired(sequence, 0, 0, 1, 5, 2, 9)).containsExactly(9);
        assertThat(fired(sequence, 1, 0, 0, 5, 2, 9)).isEmpty();
        // the second one comes again, now in its place
        assertThat(fired(sequence, 1, 0, 0, 5, 1, 6, 2, 9)).containsExactly(9);
    }

    @Test
    void itIsReadAsItWasWritten() {
        var trigger = compound("2", 60);
        assertThat(TriggerReader.stored(trigger.toJson())).isEqualTo(trigger);
    }

    private static CompositeTrigger compound(String require, int within) {
        return composite(
                "{\"type\": \"compound\", \"require\": " + require + ", \"within\": " + within + ", " + CHILDREN + "}");
    }

    private static CompositeTrigger composite(String json) {
        return (CompositeTrigger) Sample.trigger(json);
    }

    /** @param steps which child fires at which second */
    private static List<Integer> fired(CompositeTrigger trigger, int... steps) {
        var fired = new ArrayList<Integer>();
        List<Firing> kept = List.of();
        for (int i = 0; i < steps.length; i += 2) {
            var child = trigger.triggers().get(steps[i]);
            var firing = new Firing(
                    UUID.randomUUID(),
                    child.toJson(),
                    Sample.START.plusSeconds(steps[i + 1]),
                    Map.of(),
                    List.of(),
                    null);
            var composed = trigger.with(firing, kept);
            kept = composed.kept();
            if (composed.isFired()) {
                fired.add(steps[i + 1]);
            }
        }
        return fired;
    }
}
