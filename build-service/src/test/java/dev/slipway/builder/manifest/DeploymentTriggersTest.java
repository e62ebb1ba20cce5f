package dev.slipway.builder.manifest;

import static dev.slipway.builder.manifest.PrefectFileTest.BUILD;
import static dev.slipway.builder.manifest.PrefectFileTest.DEPLOYMENT;
import static dev.slipway.builder.manifest.PrefectFileTest.assertInvalid;
import static dev.slipway.builder.manifest.PrefectFileTest.input;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code triggers} of a deployment. */
class DeploymentTriggersTest {
    @Test
    void triggersKeepTheTemplatesOfEventsToCome() {
        String text = BUILD + DEPLOYMENT + """
                    triggers:
                      - expect: [export.finished]
                        enabled: "{{ $CI_NOT_THERE }}"
                        parameters: {rows: "{{ event.payload.rows }}"}
                      - name: both
                        type: compound
                        require: all
                        triggers: [{expect: [a]}, {expect: [b]}]
                """;

        var triggers = PrefectFile.plan(text, input()).deployments().getFirst().triggers();

        assertThat(triggers).hasSize(2);
        assertThat(triggers.getFirst())
                .containsEntry("parameters", Map.of("rows", "{{ event.payload.rows }}"))
                .hasEntrySatisfying("name", name -> assertThat(name).asString().endsWith("__automation_1"));
        assertThat(triggers.getLast()).containsEntry("name", "both").containsEntry("require", "all");
        assertInvalid(BUILD + DEPLOYMENT + "    triggers: [1]\n", "triggers[0]");
        assertInvalid(BUILD + DEPLOYMENT + "    triggers: yes\n", "triggers");
    }
}
