package dev.slipway.scheduler.automation.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {
    private static final Map<String, Object> VALUES = Map.of(
            "flow_run",
            Map.of("name", "calm-run", "state", Map.of("name", "Failed"), "parameters", Map.of("n", 3)),
            "event",
            Map.of("resource", Map.of("prefect.resource.id", "prefect.flow-run.1"), "related", List.of("a", "b")));

    private final Templates templates = new Templates();

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "no template ~ no template",
                "{{ flow_run.name }} is {{ flow_run.state.name }} ~ calm-run is Failed",
                "{{ event.resource['prefect.resource.id'] }} ~ prefect.flow-run.1",
                "{{ flow_run.name | upper }} ~ CALM-RUN",
                "{% if flow_run.state.name == 'Failed' %}bad{% else %}good{% endif %} ~ bad",
                "{% for r in event.related %}{{ loop.index }}{{ r }}{% endfor %} ~ 1a2b",
                "[{{ nobody.knows.this }}] ~ []",
                "{{ 'x/flow-run/0191d6f4-2b1c-7000-8000-000000000000/y' | flow_run_id }}"
                        + " ~ 0191d6f4-2b1c-7000-8000-000000000000",
            })
    void templatesAreRenderedAsJinjaDoes(String template, String expected) throws TemplateFault {
        assertThat(templates.render(template, VALUES)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ a ",
                "{% if a %}",
                "{% for a in b %}",
                "{% nonsense %}",
                "{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}",
            })
    void whatIsNoTemplateIsRefused(String template) {
        assertThatThrownBy(() -> templates.validate(template)).isInstanceOf(TemplateFault.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ''.class.forName('java.lang.Runtime') }}",
                "{{ flow_run.getClass() }}",
                "{{ flow_run.class.classLoader }}",
                "{% include '/etc/passwd' %}",
            })
    void nothingReachesOutOfTheValues(String template) {
        String rendered;
        try {
            rendered = templates.render(template, VALUES);
        } catch (TemplateFault refused) {
            rendered = "";
        }
        assertThat(rendered).doesNotContain("java.", "class ", "root:");
    }

    @Test
    void parametersKeepTheTypesOfTheirValues() throws TemplateFault {
        var parameters = new JsonObject("""
                {"n": "{{ flow_run.parameters.n }}", "all": "{{ flow_run.parameters }}", "text": "run {{ flow_run.name }}",
                 "list": ["{{ event.related }}", 7], "kind": {"__prefect_kind": "jinja", "template": "{{ flow_run.name }}"},
                 "none": "{{ nobody }}", "plain": true}""");
        assertThat(ParameterTemplates.render(parameters, templates, VALUES)).isEqualTo(new JsonObject("""
                {"n": 3, "all": {"n": 3}, "text": "run calm-run", "list": [["a", "b"], 7], "kind": "calm-run",
                 "none": null, "plain": true}"""));
    }

    @Test
    void templatesOfParametersAreFoundAtAnyDepth() {
        var parameters = new JsonObject("""
                {"a": {"b": ["{{ x }}", {"c": "{{ y }}"}]}, "d": {"__prefect_kind": "jinja", "template": "z"}, "e": "no"}""");
        assertThat(ParameterTemplates.of(parameters)).containsExactlyInAnyOrder("{{ x }}", "{{ y }}", "z");
    }
}
