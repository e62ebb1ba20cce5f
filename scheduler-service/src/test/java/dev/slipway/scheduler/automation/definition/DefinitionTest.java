package dev.slipway.scheduler.automation.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.automation.template.Templates;
import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTest {
    private static final String ID = "0191d6f4-2b1c-7000-8000-000000000001";
    private static final String EACH_RUN = """
            {"posture": "Reactive", "expect": ["prefect.flow-run.*"], "match": {"prefect.resource.id": "prefect.flow-run.*"}}""";

    private final Templates templates = new Templates();
    private final Ids ids = Ids.timeOrdered(Clock.systemUTC());

    @Test
    void everyFieldIsFilledIn() {
        var read = read("""
                {"name": "a", "trigger": {"posture": "Reactive", "expect": ["b", "a"], "match_related": {"x": "y"}},
                 "actions": [{"type": "run-deployment", "deployment_id": "%s"}, {"type": "pause-work-pool",
                    "source": "inferred"}]}""".formatted(ID));
        var trigger = read.trigger().toJson();
        trigger.remove("id");
        assertThat(trigger).isEqualTo(new JsonObject("""
                {"type": "event", "match": {}, "match_related": {"x": "y"}, "after": [], "expect": ["a", "b"],
                 "for_each": [], "posture": "Reactive", "threshold": 1, "within": 0.0}"""));
        assertThat(read.actions()).isEqualTo(new JsonArray("""
                [{"type": "run-deployment", "source": "selected", "deployment_id": "%s", "parameters": null,
                  "job_variables": null, "schedule_after": 0.0},
                 {"type": "pause-work-pool", "source": "inferred", "work_pool_id": null}]""".formatted(ID)));
        assertThat(read.enabled()).isTrue();
        assertThat(read.selectedDeployments()).hasToString("[" + ID + "]");
    }

    @Test
    void silenceLastsTenSecondsAtLeast() {
        var trigger = read(automation("{\"posture\": \"Proactive\"}", "")).trigger();
        assertThat(trigger.toJson().getDouble("within")).isEqualTo(10.0);
        refused(automation("{\"posture\": \"Proactive\", \"within\": 5}", ""), "10 seconds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"posture\": \"Metric\"} | Posture.Reactive",
                "{} | Field required",
                "{\"type\": \"metric\"} | Input should be 'event', 'compound' or 'sequence'",
                "{\"posture\": \"Reactive\", \"within\": -1} | greater than or equal",
                "{\"posture\": \"Reactive\", \"within\": null} | valid timedelta",
                "{\"posture\": \"Reactive\", \"expect\": \"x\"} | valid list",
                "{\"posture\": \"Reactive\", \"threshold\": \"many\"} | valid integer",
                "{\"posture\": \"Reactive\", \"match\": {\"a\": 1}} | valid string",
                "{\"type\": \"compound\", \"triggers\": [], \"require\": \"all\"} | Field required",
                "{\"type\": \"compound\", \"triggers\": [], \"require\": 0, \"within\": 1} | at least 1",
                "{\"type\": \"compound\", \"triggers\": [], \"require\": 2, \"within\": 1} | less than or equal to the number",
                "{\"type\": \"compound\", \"triggers\": [], \"require\": \"most\", \"within\": 1} | Input should be 'any' or 'all'",
            })
    void triggersThatMakeNoSenseAreRefused(String trigger, String reason) {
        refused(automation(trigger, ""), reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\": \"dance\"} | 'do-nothing'",
                "{\"type\": \"run-deployment\"} | deployment_id is required",
                "{\"type\": \"pause-work-queue\", \"source\": \"inferred\", \"work_queue_id\": \"" + ID
                        + "\"} | work_queue_id is not allowed",
                "{\"type\": \"pause-automation\", \"automation_id\": \"x\"} | valid UUID",
                "{\"type\": \"change-flow-run-state\"} | Field required",
                "{\"type\": \"change-flow-run-state\", \"state\": \"LOST\"} | one of",
                "{\"type\": \"send-notification\", \"block_document_id\": \"" + ID + "\"} | Field required",
                "{\"type\": \"send-notification\", \"block_document_id\": \"" + ID
                        + "\", \"body\": \"{{ a \"} | not a valid template",
                "{\"type\": \"call-webhook\"} | Field required",
                "{\"type\": \"run-deployment\", \"deployment_id\": \"" + ID
                        + "\", \"parameters\": {\"a\": \"{% if %\"}} | not a valid template",
            })
    void actionsThatMakeNoSenseAreRefused(String action, String reason) {
        refused(automation("{\"posture\": \"Reactive\"}", action), reason);
    }

    @Test
    void unknownFieldsAreRefused() {
        refused(
                "{\"name\": \"a\", \"trigger\": {\"posture\": \"Reactive\"}, \"actions\": [], \"more\": 1}",
                "Extra inputs");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThatThrownBy(() -> read("{}")).isInstanceOfSatisfying(ApiProblem.class, refused -> assertThat(
                        refused.body().getJsonArray("exception_detail").size())
                .isGreaterThanOrEqualTo(3));
    }

    @Test
    void runningADeploymentForEachOfItsRunsIsRefused() {
        var inferred = "{\"type\": \"run-deployment\", \"source\": \"inferred\"}";
        var selected = "{\"type\": \"run-deployment\", \"deployment_id\": \"" + ID + "\"}";
        refused(automation(EACH_RUN, inferred), "infinite loop");
        refused(automation(EACH_RUN, selected), "infinite loop");
        var narrowed =
                EACH_RUN.replace("\"match\":", "\"match_related\": {\"prefect.resource.name\": \"etl\"}, \"match\":");
        assertThat(read(automation(narrowed, selected)).actions()).hasSize(1);
    }

    private static String automation(String trigger, String action) {
        return "{\"name\": \"a\", \"trigger\": " + trigger + ", \"actions\": [" + action + "]}";
    }

    private void refused(String body, String reason) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(ApiProblem.class).hasMessageContaining(reason);
    }

    private Definition read(String body) {
        return Definition.create(new JsonObject(body), templates, ids);
    }
}
