package dev.slipway.builder.manifest;

import static dev.slipway.builder.manifest.PrefectFileTest.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code ${{ env.NAME }}} and {@code ${{ variables.name }}}. */
class DollarFormsTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String FILE = """
            variables:
              image: ${{ env.IMAGE }}
              replicas: 3
              both: "a-${{ env.IMAGE }}"
              chained: ${{ variables.image }}
              list: [a]
            deployments:
              - name: hello
                entrypoint: flows/hello.py:hello
                parameters: {value: VALUE}
                work_pool:
                  name: docker
                  job_variables: {image: "registry.example/app:1"}
            """;

    @Test
    void environmentIsTheProjectsVariables() {
        assertThat(value("${{ env.IMAGE }}")).isEqualTo("registry.example/app:7");
        assertThat(value("is ${{env.IMAGE}} of ${{ env.CI_COMMIT_BRANCH }}"))
                .isEqualTo("is registry.example/app:7 of main");
    }

    @Test
    void variablesOfTheFileKeepTheirTypeWhenTheyStandAlone() {
        assertThat(value("${{ variables.image }}")).isEqualTo("registry.example/app:7");
        assertThat(value("${{ variables.replicas }}")).isEqualTo(3L);
        assertThat(value("${{ variables.both }}/${{ variables.replicas }}")).isEqualTo("a-registry.example/app:7/3");
    }

    @Test
    void unknownNamesAreToldWithFieldAndVariable() {
        assertInvalid(
                file("${{ env.IMAGE_NAME }}"),
                "line 10",
                "deployments[0].parameters.value",
                "${{ env.IMAGE_NAME }}",
                "no variable IMAGE_NAME");
        assertInvalid(file("${{ variables.nothing }}"), "deployments[0].parameters.value", "no variables.nothing");
        assertInvalid(file("${{ variables.image }}"), "line 2", "variables.image", "no variable IMAGE");
        assertInvalid(
                file("x").replace("job_variables:", "other: ${{ env.NONE }}\n      job_variables:"), "other", "NONE");
    }

    @Test
    void variablesOfTheFileAreSmallAndDoNotReferToEachOther() {
        assertInvalid(file("${{ variables.chained }}"), "variables.chained", "can't refer to each other");
        assertInvalid(file("${{ variables.list }}"), "variables.list", "must be text");
        assertInvalid(
                file("${{ variables.image }}").replace("${{ env.IMAGE }}", "x".repeat(10_001)),
                "variables.image",
                "at most 10000");
    }

    @Test
    void secretsStayWhereTheyMayBe() {
        assertInvalid(file("${{ env.CI_REGISTRY_PASSWORD }}"), "parameters.value", "secret");
        assertInvalid(file("${{ env.ALIAS }}"), "parameters.value", "clear");
    }

    @Test
    void imageThatIsTheRestOfATemplateIsRefused() {
        for (String image : new String[] {"$IMAGE", "${{ IMAGE }}", "app:${{ build-image.tag }}"}) {
            assertInvalid(
                    file("x").replace("registry.example/app:1", image),
                    "line 13",
                    "deployments[0].work_pool.job_variables.image",
                    "{{ $IMAGE }}");
        }
    }

    private static Object value(String written) {
        Map<String, String> values =
                new HashMap<>(TestVariables.of(COMMIT, "secret-password").values());
        values.put("IMAGE", "registry.example/app:7");
        var variables = new Variables(values, java.util.Set.of(), java.util.Set.of(), java.util.Set.of());
        var input = new PlanInput(COMMIT, "hello-flow", "registry.example:5000", variables);
        Object value = PrefectFile.plan(file(written), input)
                .deployments()
                .getFirst()
                .parameters()
                .get("value");
        return java.util.Objects.requireNonNull(value);
    }

    private static String file(String written) {
        return FILE.replace("VALUE", '"' + written + '"');
    }
}
