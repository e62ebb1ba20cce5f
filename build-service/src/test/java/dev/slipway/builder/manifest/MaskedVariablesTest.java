package dev.slipway.builder.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaskedVariablesTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String TOKEN = "token-of-the-index";

    @Test
    void noBuildArgumentHoldsAMaskedVariableNeitherByNameNorByValue() {
        assertThatThrownBy(() -> plan("buildargs: {INDEX: \"{{ $INDEX_TOKEN }}\"}", ""))
                .isInstanceOf(ManifestInvalid.class)
                .hasMessageContaining("INDEX_TOKEN")
                .hasMessageContaining("image's history");
        assertThatThrownBy(() -> plan("buildargs: {INDEX: \"https://u:{{ $ALIAS }}@host/\"}", ""))
                .isInstanceOf(ManifestInvalid.class)
                .hasMessageContaining("image's history")
                .hasMessageNotContaining(TOKEN);
    }

    @Test
    void noDeploymentStoresAMaskedVariable() {
        assertThatThrownBy(() -> plan("", "parameters: {token: \"${{ env.INDEX_TOKEN }}\"}"))
                .isInstanceOf(ManifestInvalid.class)
                .hasMessageContaining("store a secret");
    }

    @Test
    void anArgumentThatIsCalledLikeASecretIsWarnedOf() {
        assertThat(plan("buildargs: {PIP_TOKEN: anything, EDITION: small}", "").warnings())
                .anySatisfy(warning -> assertThat(warning).contains("PIP_TOKEN", "history"))
                .noneSatisfy(warning -> assertThat(warning).contains("EDITION"));
    }

    @Test
    void aVariableThatIsWithheldIsSaidToBeProtected() {
        assertThatThrownBy(() -> plan("buildargs: {INDEX: \"{{ $OF_MAIN }}\"}", ""))
                .isInstanceOf(ManifestInvalid.class)
                .hasMessageContaining("OF_MAIN is protected");
        assertThatThrownBy(() -> plan("", "parameters: {index: \"${{ env.OF_MAIN }}\"}"))
                .isInstanceOf(ManifestInvalid.class)
                .hasMessageContaining("OF_MAIN is protected");
    }

    @Test
    void allOfThemAreHiddenInLogs() {
        assertThat(variables().everySecret()).contains(TOKEN, "registry-password");
        assertThat(variables().toString()).doesNotContain(TOKEN);
    }

    private static BuildPlan plan(String option, String entry) {
        String file = """
                build:
                  - prefect_docker.deployments.steps.build_docker_image:
                      image_name: "{{ $CI_REGISTRY_IMAGE }}"
                      tag: "1"
                      %s
                push:
                  - prefect_docker.deployments.steps.push_docker_image:
                      image_name: "{{ image_name }}"
                      tag: "1"
                deployments:
                  - name: hello
                    entrypoint: "flows/hello.py:hello"
                    work_pool: {name: docker}
                    %s
                """.formatted(option, entry);
        return PrefectFile.plan(file, new PlanInput(COMMIT, "hello-flow", "registry.example:5000", variables()));
    }

    private static Variables variables() {
        Variables known = TestVariables.of(COMMIT, "registry-password");
        Map<String, String> values = new HashMap<>(known.values());
        values.put("INDEX_TOKEN", TOKEN);
        values.put("ALIAS", TOKEN);
        return new Variables(
                values, Set.of("CI_REGISTRY_PASSWORD", "INDEX_TOKEN"), known.secretValues(), Set.of("OF_MAIN"));
    }
}
