package dev.slipway.builder.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.manifest.Manifest.FlowFacts;
import dev.slipway.contracts.build.v1.DeploymentSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private static final FlowFacts FLOW = new FlowFacts("hello", "From the code.", Map.of("type", "object"));
    private static final String FILE = """
            build:
              - prefect_docker.deployments.steps.build_docker_image:
                  {id: b, image_name: "{{ $CI_REGISTRY_IMAGE }}", tag: v1, additional_tags: [latest]}
            push:
              - prefect_docker.deployments.steps.push_docker_image: {image_name: "{{ b.image_name }}", tag: v1}
            deployments:
              - {name: one, entrypoint: "a.py:f", work_pool: {name: docker, job_variables: {image: "{{ b.image }}"}}}
              - name: two
                entrypoint: a.py:f
                description: From the file.
                version: "2"
                work_pool: {name: docker, job_variables: {image: "{{ $CI_REGISTRY_IMAGE }}:latest"}}
              - {name: three, entrypoint: "a.py:f", work_pool: {name: docker, job_variables: {image: "busybox:1"}}}
            """;

    @Test
    void everyTagOfAnImageThatWasBuiltHereIsPinned() {
        assertThat(deployments(FILE))
                .extracting(deployment -> deployment.jobVariables().get("image"))
                .containsExactly(
                        "registry.example:5000/team/hello-flow@" + DIGEST,
                        "registry.example:5000/team/hello-flow@" + DIGEST,
                        "busybox:1");
    }

    @Test
    void descriptionAndVersionHaveDefaults() {
        assertThat(deployments(FILE))
                .extracting(DeploymentSpec::description)
                .containsExactly("From the code.", "From the file.", "From the code.");
        assertThat(deployments(FILE)).extracting(DeploymentSpec::version).containsExactly("01234567", "2", "01234567");
    }

    @Test
    void twoDeploymentsOfOneNameAreRefused() {
        assertThatThrownBy(() -> deployments(FILE.replace("name: two", "name: one")))
                .isInstanceOf(ManifestInvalid.class)
                .hasMessageContaining("hello/one");
    }

    private static List<DeploymentSpec> deployments(String text) {
        var input = new PlanInput(
                COMMIT, "hello-flow", "registry.example:5000", TestVariables.of(COMMIT, "registry-password"));
        return Manifest.deployments(
                PrefectFile.plan(text, input),
                Map.of("registry.example:5000/team/hello-flow:v1", DIGEST),
                Map.of("deployments[0]", FLOW, "deployments[1]", FLOW, "deployments[2]", FLOW));
    }
}
