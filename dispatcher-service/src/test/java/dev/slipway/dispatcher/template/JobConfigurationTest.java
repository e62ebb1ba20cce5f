package dev.slipway.dispatcher.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobConfigurationTest {
    @Test
    void jobVariablesWinOverDefaults() {
        assertThat(JobConfiguration.render(
                        Map.of("image", "{{ image }}", "mem_limit", "{{ mem_limit }}"),
                        Map.of("image", "default", "mem_limit", "1g"),
                        Map.of("image", "mine")))
                .isEqualTo(Map.of("image", "mine", "mem_limit", "1g"));
    }

    @Test
    void aVariableWithoutValueTakesItsKeyAway() {
        var defaults = new HashMap<String, Object>();
        defaults.put("image", null);

        assertThat(JobConfiguration.render(
                        Map.of("image", "{{ image }}", "command", "{{ command }}"), defaults, Map.of()))
                .isEmpty();
    }

    @Test
    void environmentsAreMergedByNameFromTemplateDefaultsAndJobVariables() {
        assertThat(JobConfiguration.render(
                        Map.of("env", Map.of("A", "template", "B", "template", "C", "template")),
                        Map.of("env", Map.of("B", "default", "C", "default")),
                        Map.of("env", Map.of("C", "job", "D", "job"))))
                .isEqualTo(Map.of("env", Map.of("A", "template", "B", "default", "C", "job", "D", "job")));
    }

    @Test
    void anEnvironmentThatIsAPlaceholderIsThatOfDefaultsAndJobVariables() {
        var template = Map.<String, Object>of("env", "{{ env }}");

        assertThat(JobConfiguration.render(template, Map.of(), Map.of("env", Map.of("A", "job"))))
                .isEqualTo(Map.of("env", Map.of("A", "job")));
        assertThat(JobConfiguration.render(
                        template, Map.of("env", Map.of("A", "d", "B", "d")), Map.of("env", Map.of("A", "job"))))
                .isEqualTo(Map.of("env", Map.of("A", "job", "B", "d")));
        assertThat(JobConfiguration.render(template, Map.of(), Map.of())).isEmpty();
    }

    @Test
    void placeholdersInsideAnEnvironmentAreReplacedToo() {
        assertThat(JobConfiguration.render(
                        Map.of("env", Map.of("REGION", "{{ region }}", "X", "{{ nowhere }}")),
                        Map.of("region", "eu"),
                        Map.of()))
                .isEqualTo(Map.of("env", Map.of("REGION", "eu")));
    }

    @Test
    void keysWithDotsArePathsAndNestedValuesWinOverThem() {
        assertThat(JobConfiguration.expanded(Map.of("env.A", "dot", "env.B", "dot", "env", Map.of("A", "nested"))))
                .isEqualTo(Map.of("env", Map.of("A", "nested", "B", "dot")));
        assertThat(JobConfiguration.expanded(Map.of("a.b.c", 1, "a.d", 2)))
                .isEqualTo(Map.of("a", Map.of("b", Map.of("c", 1), "d", 2)));
    }

    @Test
    void aValueOfAJobVariableIsNotATemplateItself() {
        assertThat(JobConfiguration.render(
                        Map.of("name", "{{ name }}"), Map.of(), Map.of("name", "run-{{ ctx.flow_run.name }}")))
                .isEqualTo(Map.of("name", "run-{{ ctx.flow_run.name }}"));
    }

    @Test
    void contradictoryPathsAreTold() {
        var variables = new LinkedHashMap<String, Object>();
        variables.put("a.b", 1);
        variables.put("a.b.c", 2);

        assertThatThrownBy(() -> JobConfiguration.expanded(variables)).hasMessageContaining("a.b.c");
    }
}
