package dev.slipway.scheduler.automation.trigger;

import static dev.slipway.scheduler.automation.trigger.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.automation.trigger.Sample.Run;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final String EACH = """
            {"posture": "Reactive", "expect": ["x"]}""";
    private static final String THREE = """
            {"posture": "Reactive", "expect": ["x"], "threshold": 3, "within": 60}""";
    private static final String AFTER = """
            {"posture": "Reactive", "after": ["s"], "expect": ["x"], "within": 60}""";
    private static final String SILENCE = """
            {"posture": "Proactive", "expect": ["x"], "within": 60}""";
    private static final String SILENCE_AFTER = """
            {"posture": "Proactive", "after": ["s"], "expect": ["x"], "within": 60}""";
    private static final String HEARTBEAT = """
            {"posture": "Proactive", "after": ["beat"], "expect": ["beat", "end"], "within": 60}""";

    @Test
    void withoutWindowEachEventFires() {
        assertThat(new Run(event(EACH))
                        .event("x", 0)
                        .event("x", 0)
                        .event("y", 1)
                        .event("x", 2)
                        .fired())
                .containsExactly(0, 0, 2);
    }

    @Test
    void anyEventFiresIfNoneIsNamed() {
        assertThat(new Run(event("{\"posture\": \"Reactive\"}"))
                        .event("x", 0)
                        .event("y", 1)
                        .fired())
                .containsExactly(0, 1);
    }

    @Test
    void enoughEventsWithinTheWindowFireOnce() {
        assertThat(new Run(event(THREE))
                        .event("x", 0)
                        .event("x", 10)
                        .event("x", 20)
                        .event("x", 30)
                        .fired())
                .containsExactly(20);
    }

    @Test
    void afterFiringTheRestOfTheWindowIsQuiet() {
        var run = new Run(event(THREE)).event("x", 0).event("x", 1).event("x", 2);
        // the next window begins where the first one would have ended
        run.event("x", 50)
                .event("x", 51)
                .event("x", 52)
                .event("x", 61)
                .event("x", 62)
                .event("x", 63);
        assertThat(run.fired()).containsExactly(2, 63);
    }

    @Test
    void tooFewEventsWithinTheWindowDoNotFire() {
        assertThat(new Run(event(THREE))
                        .event("x", 0)
                        .event("x", 50)
                        .event("x", 70)
                        .event("x", 80)
                        .fired())
                .isEmpty();
    }

    @Test
    void eventsThatArriveLateStillCountForTheFirstWindow() {
        assertThat(new Run(event(THREE))
                        .event("x", 30)
                        .event("x", 10)
                        .event("x", 20)
                        .fired())
                .containsExactly(20);
    }

    @Test
    void thresholdWithoutWindowCountsThroughTime() {
        var trigger = event("""
                {"posture": "Reactive", "expect": ["x"], "threshold": 2}""");
        assertThat(new Run(trigger).event("x", 0).event("x", 5).event("x", 7).fired())
                .containsExactly(5);
    }

    @Test
    void expectedEventsCountOnlyAfterTheOtherOne() {
        assertThat(new Run(event(AFTER))
                        .event("x", 0)
                        .event("s", 10)
                        .event("x", 20)
                        .event("x", 30)
                        .fired())
                .containsExactly(20);
    }

    @Test
    void expectedEventsThatComeTooLongAfterTheOtherOneDoNotFire() {
        assertThat(new Run(event(AFTER))
                        .event("s", 0)
                        .event("x", 70)
                        .event("x", 71)
                        .fired())
                .isEmpty();
    }

    @Test
    void anEventThatStartsAndCountsNeedsAnotherOne() {
        var trigger = event("""
                {"posture": "Reactive", "after": ["x"], "expect": ["x"], "within": 60}""");
        assertThat(new Run(trigger).event("x", 0).event("x", 10).fired()).containsExactly(10);
    }

    @Test
    void silenceFiresAtTheEndOfTheWindow() {
        assertThat(new Run(event(SILENCE)).watch(0).look(30).look(60).fired()).containsExactly(60);
    }

    @Test
    void anEventWithinTheWindowKeepsItQuiet() {
        assertThat(new Run(event(SILENCE)).watch(0).event("x", 30).look(60).fired())
                .isEmpty();
    }

    @Test
    void silenceFiresOncePerWindow() {
        assertThat(new Run(event(SILENCE))
                        .watch(0)
                        .look(60)
                        .look(61)
                        .look(119)
                        .look(120)
                        .fired())
                .containsExactly(60, 120);
    }

    @Test
    void silenceAfterAnEventFiresOnceAndWaitsForTheNextOne() {
        var run = new Run(event(SILENCE_AFTER)).look(0).event("s", 10).look(70).look(200);
        assertThat(run.fired()).containsExactly(70);
        assertThat(run.bucket()).isNull();
        assertThat(run.event("s", 300).event("x", 310).look(360).look(400).fired())
                .containsExactly(70);
    }

    @Test
    void heartbeatsStartTheWaitAgain() {
        assertThat(new Run(event(HEARTBEAT))
                        .event("beat", 0)
                        .event("beat", 50)
                        .event("beat", 100)
                        .look(120)
                        .fired())
                .isEmpty();
    }

    @Test
    void missingHeartbeatFires() {
        assertThat(new Run(event(HEARTBEAT))
                        .event("beat", 0)
                        .event("beat", 50)
                        .look(109)
                        .look(110)
                        .fired())
                .containsExactly(110);
    }

    @Test
    void theEndAfterAHeartbeatKeepsItQuiet() {
        var run = new Run(event(HEARTBEAT))
                .event("beat", 0)
                .event("beat", 20)
                .event("end", 50)
                .look(80)
                .look(110);
        assertThat(run.fired()).isEmpty();
    }

    @Test
    void theEventBeforeTheSilenceIsTold() {
        var trigger = event(SILENCE_AFTER);
        var start = Sample.seen("s", 0);
        var waiting = Evaluation.react(trigger, null, start).bucket();
        assertThat(Evaluation.look(trigger, Objects.requireNonNull(waiting), Sample.START.plusSeconds(60))
                        .cause())
                .isEqualTo(start);
    }
}
