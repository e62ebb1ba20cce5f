package dev.slipway.dispatcher.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cases and results as {@code resolve_block_document_references} and {@code resolve_variables} of Prefect 3.8.8 have them. */
class ReferencesTest {
    private static final Reference TOKEN = new Reference.NamedBlock("secret", "token");
    private static final Reference BUCKET = new Reference.NamedBlock("s3-bucket", "lake");
    private static final Reference BY_ID = new Reference.BlockOfId("0d1");
    private static final Reference PLACE = new Reference.Variable("place");

    private static final Map<Reference, Object> VALUES = Map.of(
            TOKEN, Map.of("value", "s3cret"),
            BUCKET, Map.of("name", "lake", "credentials", Map.of("keys", List.of("a", "b"))),
            BY_ID, Map.of("username", "bob"),
            PLACE, List.of("eu", 1));

    @Test
    void allReferencesAreFoundWhereverTheyAre() {
        var configuration = Map.of(
                "env",
                Map.of("A", "x{{ prefect.blocks.secret.token }}y{{prefect.variables.place}}"),
                "list",
                List.of(Map.of("deep", "{{ prefect.blocks.s3-bucket.lake.credentials.keys[0] }}")),
                "registry_credentials",
                Map.of("$ref", Map.of("block_document_id", "0d1")),
                "plain",
                "{{ image }} {{ ctx.flow_run.name }}");

        assertThat(References.in(configuration)).containsExactlyInAnyOrder(TOKEN, BUCKET, BY_ID, PLACE);
    }

    @Test
    void aTextThatIsOneReferenceBecomesTheValueWithItsType() {
        assertThat(put("{{ prefect.variables.place }}")).isEqualTo(List.of("eu", 1));
        assertThat(put("{{ prefect.blocks.s3-bucket.lake }}"))
                .isEqualTo(Map.of("name", "lake", "credentials", Map.of("keys", List.of("a", "b"))));
        assertThat(put(Map.of("$ref", Map.of("block_document_id", "0d1")))).isEqualTo(Map.of("username", "bob"));
    }

    @Test
    void aBlockWithNothingButAValueIsThatValue() {
        assertThat(put("{{ prefect.blocks.secret.token }}")).isEqualTo("s3cret");
        assertThat(put("{{ prefect.blocks.secret.token.value }}")).isEqualTo("s3cret");
    }

    @Test
    void pathsLeadIntoABlock() {
        assertThat(put("{{ prefect.blocks.s3-bucket.lake.credentials.keys[1] }}"))
                .isEqualTo("b");
        assertThatThrownBy(() -> put("{{ prefect.blocks.s3-bucket.lake.nothing }}"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("the block s3-bucket/lake has no field nothing");
    }

    @Test
    void insideALongerTextAValueIsWrittenAsPythonWritesIt() {
        assertThat(put("Bearer {{ prefect.blocks.secret.token }}!")).isEqualTo("Bearer s3cret!");
        assertThat(put("in {{ prefect.variables.place }}")).isEqualTo("in ['eu', 1]");
    }

    @Test
    void aWholeBlockIsNoPartOfAText() {
        assertThatThrownBy(() -> put("x {{ prefect.blocks.s3-bucket.lake }}"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("Name a field of the block");
    }

    @Test
    void aReferenceWithoutANameIsTold() {
        assertThatThrownBy(() -> References.in("{{ prefect.blocks.secret }}"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("prefect.blocks.<type of the block>.<its name>");
    }

    @Test
    void whatIsNotKnownYetStays() {
        assertThat(References.put(
                        "{{ prefect.variables.place }} {{ prefect.blocks.secret.token }}", Map.of(TOKEN, "x")))
                .isEqualTo("{{ prefect.variables.place }} x");
    }

    @Test
    void whatCameFromABlockIsInTheSecretWhateverItsName() {
        var due = KubernetesRuns.due(Map.of(
                "env",
                Map.of(
                        "HOST", "db-{{ prefect.blocks.secret.token }}",
                        "PLAIN", "{{ prefect.variables.place }}")));
        var configuration = JobConfiguration.of(due).with(VALUES);

        JobManifest manifest = KubernetesRuns.render(due, configuration, Map.of());

        assertThat(manifest.secretEnvironment()).containsEntry("HOST", "db-s3cret");
        assertThat(manifest.job().toString()).doesNotContain("s3cret").contains("['eu', 1]");
    }

    @Test
    void variablesThatTheTemplateHasNoPlaceForAreFilledInToo() {
        var due = KubernetesRuns.due(Map.of("priority_class_name", "{{ prefect.variables.class }}"));
        var configuration = JobConfiguration.of(due);
        var wanted = new Reference.Variable("class");
        assertThat(configuration.references()).containsExactly(wanted);

        JobManifest manifest = KubernetesRuns.render(due, configuration.with(Map.of(wanted, "batch-low")), Map.of());

        assertThat(KubernetesRuns.tree(manifest)
                        .at("/spec/template/spec/priorityClassName")
                        .asText())
                .isEqualTo("batch-low");
    }

    private static @Nullable Object put(Object value) {
        return References.put(value, VALUES);
    }
}
