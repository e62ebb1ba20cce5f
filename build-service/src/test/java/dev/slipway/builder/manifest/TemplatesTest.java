package dev.slipway.builder.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.manifest.Templates.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemplatesTest {
    private static final Map<String, @Nullable Object> OUTPUTS = Map.of(
            "build-image", Map.of("image", "r/x:1", "additional_tags", List.of("a", "b")), "count", 3L, "flag", true);
    private static final Variables VARIABLES = new Variables(
            Map.of("NAME", "v", "PASSWORD", "top-secret"), Set.of("PASSWORD"), Set.of("top-secret"), Set.of());

    @Test
    void aloneAPlaceholderKeepsTheType() {
        assertThat(resolve(Mode.DEPLOYMENT, "{{ count }}")).containsEntry("k", 3L);
        assertThat(resolve(Mode.DEPLOYMENT, "{{build-image.additional_tags}}")).containsEntry("k", List.of("a", "b"));
        assertThat(resolve(Mode.DEPLOYMENT, "{{ build-image.additional_tags[1] }}"))
                .containsEntry("k", "b");
    }

    @Test
    void embeddedPlaceholdersBecomeTextAsPythonWritesIt() {
        assertThat(resolve(Mode.DEPLOYMENT, "{{ count }}-{{ flag }}-{{ $NAME }}"))
                .containsEntry("k", "3-True-v");
    }

    @Test
    void missingOutputDropsTheKeyAndLeavesEmptyTextInside() {
        assertThat(resolve(Mode.DEPLOYMENT, "{{ nothing }}")).doesNotContainKey("k");
        assertThat(resolve(Mode.DEPLOYMENT, "a{{ nothing }}b")).containsEntry("k", "ab");
        assertThat(resolve(Mode.DEPLOYMENT, Arrays.asList("{{ nothing }}", "x")))
                .containsEntry("k", List.of("x"));
    }

    @Test
    void missingVariableIsEmptyAndNeverDropsTheKey() {
        assertThat(resolve(Mode.DEPLOYMENT, "{{ $NOTHING }}")).containsEntry("k", "");
    }

    @Test
    void pullStepsKeepWhatIsMissing() {
        assertThat(resolve(Mode.PULL, "{{ nothing }} {{ $NOTHING }} {{ $NAME }}"))
                .containsEntry("k", "{{ nothing }} {{ $NOTHING }} v");
        assertThat(resolve(Mode.PULL, "{{ clone.directory }}")).containsEntry("k", "{{ clone.directory }}");
    }

    @Test
    void blocksAndServerVariablesStayTemplates() {
        for (String template :
                List.of("{{ prefect.blocks.secret.x }}", "{{ prefect.variables.y }}", "{{ ctx.flow_run.name }}")) {
            assertThat(resolve(Mode.DEPLOYMENT, template)).containsEntry("k", template);
            assertThat(resolve(Mode.DEPLOYMENT, "a " + template)).containsEntry("k", "a " + template);
            assertThatThrownBy(() -> resolve(Mode.STEP, template)).hasMessageContaining("running flows");
        }
    }

    @Test
    void stepsFailOnAnythingMissing() {
        assertThatThrownBy(() -> resolve(Mode.STEP, "{{ nothing }}")).hasMessageContaining("no earlier step");
        assertThatThrownBy(() -> resolve(Mode.STEP, "{{ $NOTHING }}")).hasMessageContaining("NOTHING");
    }

    @Test
    void secretsAreForCredentialsOnly() {
        assertThat(resolve(Mode.CREDENTIALS, "{{ $PASSWORD }}")).containsEntry("k", "top-secret");
        for (Mode mode : List.of(Mode.STEP, Mode.DEPLOYMENT, Mode.PULL)) {
            assertThatThrownBy(() -> resolve(mode, "{{ $PASSWORD }}")).hasMessageContaining("at.k");
            assertThatThrownBy(() -> resolve(mode, "x {{ $PASSWORD }}")).hasMessageContaining("at.k");
            assertThatThrownBy(() -> resolve(mode, "my top-secret thing")).hasMessageContaining("in clear");
        }
    }

    @Test
    void whatIsNoPlaceholderStays() {
        assertThat(resolve(Mode.DEPLOYMENT, "{{ a + b }} {x} $NAME {{}}"))
                .containsEntry("k", "{{ a + b }} {x} $NAME {{}}");
    }

    @Test
    void valuesThatLookLikeReplacementsAreTakenLiterally() {
        var variables = new Variables(Map.of("NAME", "a$1\\b"), Set.of(), Set.of(), Set.of());
        var templates = new Templates(new YamlDocument(null, Map.of()), variables, OUTPUTS, Mode.DEPLOYMENT);

        assertThat(templates.map(Map.of("k", "<{{ $NAME }}>"), "at")).containsEntry("k", "<a$1\\b>");
    }

    private static Map<String, @Nullable Object> resolve(Mode mode, Object value) {
        return new Templates(new YamlDocument(null, Map.of()), VARIABLES, OUTPUTS, mode).map(Map.of("k", value), "at");
    }
}
