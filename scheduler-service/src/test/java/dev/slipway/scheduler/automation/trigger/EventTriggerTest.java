package dev.slipway.scheduler.automation.trigger;

import static dev.slipway.scheduler.automation.trigger.Sample.event;
import static dev.slipway.scheduler.automation.trigger.Sample.seen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.event.PrefectEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTriggerTest {
    @ParameterizedTest
    @CsvSource({
        "prefect.flow-run.*, prefect.flow-run.Completed, true",
        "prefect.flow-run.*, prefect.task-run.Completed, false",
        "prefect.flow-run.Completed, prefect.flow-run.Completed, true",
        "prefect.flow-run.Completed, prefect.flow-run.Completed2, false",
        "*, anything, true",
        "a.*.c, a.b.c, true",
        "a.*, a., false",
    })
    void namesOfEventsMayHaveWildcards(String expect, String name, boolean isCovered) {
        var trigger = event("{\"posture\": \"Reactive\", \"expect\": [\"" + expect + "\"]}");
        assertThat(trigger.covers(seen(name, 0))).isEqualTo(isCovered);
    }

    @ParameterizedTest
    @CsvSource({
        "prod, true",
        "prod-*, false",
        "pr*, true",
        "!prod, false",
        "!dev, true",
    })
    void labelsAreMatchedByGlobs(String value, boolean isCovered) {
        var trigger = event("{\"posture\": \"Reactive\", \"match\": {\"stage\": \"" + value + "\"}}");
        var resource = Map.of("prefect.resource.id", "a", "stage", "prod");
        assertThat(trigger.covers(seen("x", 0, resource))).isEqualTo(isCovered);
    }

    /** Any two that wait for anything would never come to an end. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "posture": "Reactive"                                                          | false
            "posture": "Reactive", "expect": ["*"]                                         | false
            "posture": "Reactive", "expect": ["prefect.automation.*"]                      | true
            "posture": "Reactive", "match": {"prefect.resource.id": "prefect.automation.*"} | true
            """)
    void whatAutomationsDoCountsForThoseThatAskForIt(String trigger, boolean isCovered) {
        var done = seen("prefect.automation.triggered", 0, Map.of("prefect.resource.id", "prefect.automation.1"));
        assertThat(event("{" + trigger + "}").covers(done)).isEqualTo(isCovered);
    }

    @Test
    void aLabelThatIsMissingDoesNotMatch() {
        var trigger = event("{\"posture\": \"Reactive\", \"match\": {\"stage\": [\"!dev\", \"*\"]}}");
        assertThat(trigger.covers(seen("x", 0))).isFalse();
    }

    @Test
    void eachListedRelatedResourceIsNeeded() {
        var trigger = event("""
                {"posture": "Reactive", "match_related": [
                    {"prefect.resource.role": "flow", "prefect.resource.name": "etl"},
                    {"prefect.resource.role": "tag"}]}""");
        var flow = Map.of("prefect.resource.id", "f", "prefect.resource.role", "flow", "prefect.resource.name", "etl");
        var tag = Map.of("prefect.resource.id", "t", "prefect.resource.role", "tag");
        assertThat(trigger.covers(related(List.of(flow, tag)))).isTrue();
        assertThat(trigger.covers(related(List.of(flow)))).isFalse();
        assertThat(trigger.covers(related(List.of(tag)))).isFalse();
    }

    @Test
    void eventsAreCountedApartByLabelsOfTheirResources() {
        var trigger = event("""
                {"posture": "Reactive", "for_each":
                    ["prefect.resource.id", "related:flow:prefect.resource.name", "missing"]}""");
        var flow = Map.of("prefect.resource.id", "f", "prefect.resource.role", "flow", "prefect.resource.name", "etl");
        var key = trigger.bucketingKey(related(List.of(flow)));
        assertThat(trigger.labels(key))
                .containsEntry("prefect.resource.id", "a")
                .containsEntry("related:flow:prefect.resource.name", "etl")
                .containsEntry("missing", "");
    }

    private static PrefectEvent related(List<Map<String, String>> related) {
        return new PrefectEvent(
                UUID.randomUUID(),
                Sample.START,
                Sample.START,
                "x",
                Map.of("prefect.resource.id", "a"),
                related,
                Map.of(),
                null);
    }
}
