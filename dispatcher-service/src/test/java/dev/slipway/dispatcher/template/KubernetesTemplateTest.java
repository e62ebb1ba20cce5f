package dev.slipway.dispatcher.template;

import static dev.slipway.dispatcher.template.KubernetesRuns.due;
import static dev.slipway.dispatcher.template.KubernetesRuns.inContainer;
import static dev.slipway.dispatcher.template.KubernetesRuns.inPod;
import static dev.slipway.dispatcher.template.KubernetesRuns.json;
import static dev.slipway.dispatcher.template.KubernetesRuns.render;
import static dev.slipway.dispatcher.template.KubernetesRuns.tree;
import static dev.slipway.dispatcher.template.KubernetesRuns.variable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesTemplateTest {
    @Test
    void theNameIsFixedByInstallationRunAndAttempt() {
        JobManifest first = render(Map.of());

        assertThat(first.name()).matches("gentle-otter-sw[0-9a-f]{12}");
        assertThat(render(Map.of("image", "another")).name()).isEqualTo(first.name());
        assertThat(render(due("gentle-otter", KubernetesRuns.manifest("{}"), Map.of(), 2), Map.of())
                        .name())
                .isNotEqualTo(first.name());
        assertThat(new KubernetesTemplate(KubernetesRuns.config(Map.of()), "elsewhere")
                        .render(due(Map.of()), JobConfiguration.of(due(Map.of())))
                        .name())
                .isNotEqualTo(first.name());
        assertThat(tree(first).at("/metadata/generateName").isMissingNode()).isTrue();
        assertThat(tree(first).at("/metadata/name").asText()).isEqualTo(first.name());
    }

    @ParameterizedTest
    @CsvSource({
        "Ünï Cödé!, uni-code-sw",
        "🚀, prefect-job-sw",
        "'', prefect-job-sw",
        "a-very-long-name-that-goes-on-and-on-until-nobody-can-read-it, a-very-long-name-that-goes-on-and-on-sw",
    })
    void theReadablePartOfTheNameIsTheWorkersSlug(String run, String start) {
        String name = render(due(run, KubernetesRuns.manifest("{}"), Map.of(), 1), Map.of())
                .name();

        assertThat(name).startsWith(start).hasSizeLessThanOrEqualTo(52).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    }

    @Test
    void aNameWrittenIntoTheTemplateIsItsReadablePart() {
        assertThat(render(due("{\"metadata\": {\"name\": \"Fixed Name\"}}", Map.of()), Map.of())
                        .name())
                .startsWith("fixed-name-sw");
    }

    @Test
    void jobAndPodCarryOurLabelsWhateverTheUserSays() {
        RunDue due = due(Map.of("labels", Map.of("dev.slipway/run-id", "forged", "dev.slipway/attempt", "9")));
        JobManifest manifest = render(due, Map.of());

        for (String place : List.of("/metadata/labels", "/spec/template/metadata/labels")) {
            var labels = new HashMap<String, String>();
            tree(manifest)
                    .at(place)
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            assertThat(labels).containsAllEntriesOf(Labels.of(AttemptKey.of(due), "home", digest(manifest)));
            assertThat(labels).containsEntry("prefect.io/flow-run-id", KubernetesRuns.RUN.toString());
        }
    }

    private static String digest(JobManifest manifest) {
        return tree(manifest).at("/metadata/labels").path(Labels.DIGEST).asText();
    }

    @Test
    void theDigestIsOfTheWholeRequest() {
        assertThat(digest(render(Map.of()))).isEqualTo(digest(render(Map.of()))).hasSize(32);
        assertThat(digest(render(Map.of("image", "a")))).isNotEqualTo(digest(render(Map.of("image", "b"))));
    }

    @Test
    void theCredentialIsAReferenceToTheSecretOfTheJobsName() {
        JobManifest manifest = render(Map.of());

        assertThat(manifest.wantsCredential()).isTrue();
        assertThat(variable(manifest, "PREFECT_API_AUTH_STRING").at("/valueFrom/secretKeyRef"))
                .isEqualTo(node("{\"name\": \"" + manifest.name() + "\", \"key\": \"PREFECT_API_AUTH_STRING\"}"));
        assertThat(manifest.secretEnvironment()).isEmpty();
        assertThat(manifest.withCredential("attempt.x").secretEnvironment())
                .isEqualTo(Map.of("PREFECT_API_AUTH_STRING", "attempt.x"));
        assertThat(manifest.withCredential("attempt.x").toString()).doesNotContain("attempt.x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"env\": {\"PREFECT_API_AUTH_STRING\": \"shared\"}}",
                "{\"env\": [{\"name\": \"PREFECT_API_AUTH_STRING\", \"value\": \"shared\"}]}",
                "{\"env\": [{\"name\": \"PREFECT_API_AUTH_STRING\", \"valueFrom\": {\"secretKeyRef\": {\"name\": \"mine\", \"key\": \"k\"}}}]}"
            })
    void aCredentialOfTheUsersDoesNotReplaceTheAttempts(String variables) {
        JobManifest manifest = render(json(variables));

        List<JsonNode> named = new java.util.ArrayList<>();
        inContainer(manifest, "env").forEach(entry -> {
            if (entry.path("name").asText().equals("PREFECT_API_AUTH_STRING")) {
                named.add(entry);
            }
        });
        assertThat(named).singleElement().satisfies(entry -> assertThat(
                        entry.at("/valueFrom/secretKeyRef/name").asText())
                .isEqualTo(manifest.name()));
        assertThat(manifest.secretEnvironment()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"env\": {\"PREFECT_API_URL\": \"http://cloud/api\", \"PREFECT_API_AUTH_STRING\": \"theirs\"}}",
                "{\"env\": [{\"name\": \"PREFECT_API_URL\", \"value\": \"http://cloud/api\"}, {\"name\": \"PREFECT_API_AUTH_STRING\", \"value\": \"theirs\"}]}"
            })
    void aRunOfAnotherServerKeepsItsCredential(String variables) {
        JobManifest manifest = render(json(variables));

        assertThat(manifest.wantsCredential()).isFalse();
        assertThat(variable(manifest, "PREFECT_API_URL").path("value").asText()).isEqualTo("http://cloud/api");
        assertThat(manifest.secretEnvironment()).containsValue("theirs").hasSize(1);
    }

    @Test
    void theRunsIdCanNotBeChanged() {
        JobManifest manifest = render(json("""
                {"env": [{"name": "PREFECT__FLOW_RUN_ID", "value": "other"},
                         {"name": "PREFECT__FLOW_RUN_ID", "valueFrom": {"fieldRef": {"fieldPath": "metadata.uid"}}}]}
                """));

        assertThat(inContainer(manifest, "env").findValuesAsText("name")).containsOnlyOnce("PREFECT__FLOW_RUN_ID");
        assertThat(variable(manifest, "PREFECT__FLOW_RUN_ID").path("value").asText())
                .isEqualTo(KubernetesRuns.RUN.toString());
    }

    @Test
    void whatATemplateLacksIsFilledIn() {
        var configuration = json("""
                {"job_manifest": {"spec": {"template": {"spec": {"containers": [{"image": "a"}]}}}}}
                """);
        JobManifest manifest = render(due("otter", configuration, Map.of(), 1), Map.of());

        assertThat(tree(manifest).at("/apiVersion").asText()).isEqualTo("batch/v1");
        assertThat(tree(manifest).at("/spec/backoffLimit").asInt(-1)).isZero();
        assertThat(inPod(manifest, "restartPolicy").asText()).isEqualTo("Never");
        assertThat(inContainer(manifest, "name").asText()).isEqualTo("prefect-job");
        assertThat(inContainer(manifest, "terminationMessagePolicy").asText()).isEqualTo("FallbackToLogsOnError");
        assertThat(variable(manifest, "PREFECT_FLOW_RUN_EXECUTE_SIGTERM_BEHAVIOR")
                        .path("value")
                        .asText())
                .isEqualTo("reschedule");
        assertThat(manifest.namespace()).isEqualTo("default");
    }

    @Test
    void aTokenOfTheServiceAccountIsOnlyForThoseThatMayHaveOne() {
        assertThat(inPod(render(Map.of()), "automountServiceAccountToken").asBoolean(true))
                .isFalse();
        assertThat(inPod(
                                render(
                                        due(Map.of("service_account_name", "runner")),
                                        Map.of("policy.service-accounts", "runner")),
                                "automountServiceAccountToken")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void clusterTimeoutsImagesAndPullSecretsAreNamed() {
        JobManifest manifest = render(json("""
                {"cluster": "eu-1", "job_watch_timeout_seconds": "3600", "image": "a:1",
                 "imagePullSecrets": [{"name": "regcred"}], "extra_containers": [{"name": "b", "image": "b:1"}],
                 "init_containers": [{"name": "c", "image": "a:1"}]}
                """));

        assertThat(manifest.cluster()).isEqualTo("eu-1");
        assertThat(manifest.jobWatchTimeout()).isEqualTo(Duration.ofHours(1));
        assertThat(manifest.images()).containsExactly("a:1", "b:1");
        assertThat(tree(manifest)
                        .at("/spec/template/spec/imagePullSecrets/0/name")
                        .asText())
                .isEqualTo("regcred");
        assertThat(render(Map.of()))
                .extracting(JobManifest::cluster, JobManifest::jobWatchTimeout)
                .containsExactly("default", null);
    }

    @Test
    void theClusterCanBeThePoolsChoice() {
        Map<String, Object> configuration = KubernetesRuns.manifest("{}");
        configuration.put("cluster", "pools");

        assertThat(render(due("otter", configuration, Map.of("cluster", "users"), 1), Map.of())
                        .cluster())
                .isEqualTo("pools");
        assertThatThrownBy(() -> render(due(Map.of("cluster", "b")), Map.of("policy.clusters", "a")))
                .hasMessageContaining("cluster is 'b'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cluster_config\": {\"config\": {}}}",
                "{\"cluster_config\": {\"$ref\": {\"block_document_id\": \"x\"}}}"
            })
    void aClusterFromABlockIsDeclinedWithAWayOut(String variables) {
        assertThatThrownBy(() -> render(json(variables)))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("./slipway cluster add");
    }

    @Test
    void aPoolsPolicyIsInsteadOfTheInstallations() {
        RunDue due = due("{\"pod\": {\"hostNetwork\": true}}", Map.of());

        assertThatThrownBy(() -> render(due, Map.of())).hasMessageContaining("spec.template.spec.hostNetwork");
        render(due, Map.of("pool-policies.cluster.host-namespaces", "true"));
        assertThatThrownBy(() -> render(due, Map.of("pool-policies.other.host-namespaces", "true")))
                .hasMessageContaining("spec.template.spec.hostNetwork");
        assertThatThrownBy(() -> render(
                        due, Map.of("policy.host-namespaces", "true", "pool-policies.cluster.privileged", "true")))
                .hasMessageContaining("spec.template.spec.hostNetwork");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"security_context\": {\"privileged\": true}}",
                "{\"containerSecurityContext\": {\"privileged\": true}}",
                "{\"extra_containers\": [{\"name\": \"b\", \"image\": \"b\", \"securityContext\": {\"privileged\": true}}]}",
                "{\"initContainers\": [{\"name\": \"b\", \"image\": \"b\", \"securityContext\": {\"privileged\": true}}]}",
                "{\"volumes\": [{\"name\": \"b\", \"hostPath\": {\"path\": \"/\"}}]}",
                "{\"serviceAccountName\": \"admin\"}",
                "{\"namespace\": \"kube-system\"}",
                "{\"env_from\": [{\"secretRef\": {\"name\": \"other-sw0123456789ab\"}}]}",
                "{\"imagePullSecrets\": [{\"name\": \"slipway-other\"}]}",
                "{\"policy\": {\"privileged\": true}, \"securityContext\": {\"privileged\": true}}"
            })
    void noVariableGetsAroundThePolicy(String variables) {
        assertThatThrownBy(() -> render(json(variables))).isInstanceOf(InvalidConfiguration.class);
    }

    private static JsonNode node(String text) {
        return new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(json(text));
    }
}
