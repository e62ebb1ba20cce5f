package dev.slipway.scheduler.due;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobVariablesTest {
    private static final JsonObject TEMPLATE = new JsonObject("""
            {"job_configuration": {"image": "{{ image }}", "env": "{{ env }}"},
             "variables": {"type": "object", "properties": {
                "image": {"type": "string", "default": "prefect:3"}, "env": {"type": "object", "default": {"A": "1"}},
                "command": {"type": "string"}}}}""");

    @Test
    void defaultsAreThoseOfTheVariablesThatHaveOne() {
        assertThat(JobVariables.defaults(TEMPLATE))
                .containsExactly(Map.entry("image", "prefect:3"), Map.entry("env", Map.of("A", "1")));
    }

    @Test
    void configurationKeepsItsPlaceholders() {
        assertThat(JobVariables.configuration(TEMPLATE)).containsEntry("image", "{{ image }}");
    }

    @Test
    void emptyTemplateHasNeither() {
        assertThat(JobVariables.defaults(new JsonObject())).isEmpty();
        assertThat(JobVariables.configuration(new JsonObject())).isEmpty();
    }

    @Test
    void runsVariablesGoOverThoseOfTheDeploymentAndEnvIsMergedByName() {
        var ofDeployment =
                new JsonObject("{\"image\": \"a\", \"mem_limit\": \"1g\", \"env\": {\"A\": \"1\", \"B\": \"1\"}}");
        var ofRun = new JsonObject("{\"image\": \"b\", \"env\": {\"B\": \"2\"}}");

        assertThat(new JsonObject(JobVariables.merged(ofDeployment, ofRun)))
                .isEqualTo(new JsonObject(
                        "{\"image\": \"b\", \"mem_limit\": \"1g\", \"env\": {\"A\": \"1\", \"B\": \"2\"}}"));
        assertThat(ofDeployment.getJsonObject("env").getString("B")).isEqualTo("1");
        assertThat(JobVariables.merged(ofDeployment, ofRun).get("env")).isInstanceOf(Map.class);
    }
}
