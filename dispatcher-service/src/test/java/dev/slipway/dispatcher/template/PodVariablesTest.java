package dev.slipway.dispatcher.template;

import static dev.slipway.dispatcher.template.KubernetesRuns.EVERYTHING_ALLOWED;
import static dev.slipway.dispatcher.template.KubernetesRuns.due;
import static dev.slipway.dispatcher.template.KubernetesRuns.json;
import static dev.slipway.dispatcher.template.KubernetesRuns.render;
import static dev.slipway.dispatcher.template.KubernetesRuns.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PodVariablesTest {
    private static final String POD = "/spec/template/spec";
    private static final String MAIN = POD + "/containers/0";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "image_pull_secrets|imagePullSecrets|P/imagePullSecrets|[{\"name\": \"regcred\"}]",
                "node_selector|nodeSelector|P/nodeSelector|{\"disk\": \"ssd\"}",
                "tolerations|tolerations|P/tolerations|[{\"key\": \"gpu\", \"operator\": \"Exists\"}]",
                "affinity|affinity|P/affinity|{\"nodeAffinity\": {}}",
                "topology_spread_constraints|topologySpreadConstraints|P/topologySpreadConstraints|[{\"maxSkew\": 1}]",
                "volumes|volumes|P/volumes|[{\"name\": \"v\", \"emptyDir\": {}}]",
                "volume_mounts|volumeMounts|C/volumeMounts|[{\"name\": \"v\", \"mountPath\": \"/v\"}]",
                "env_from|envFrom|C/envFrom|[{\"secretRef\": {\"name\": \"settings\"}}]",
                "pod_security_context|podSecurityContext|P/securityContext|{\"fsGroup\": 1}",
                "container_security_context|containerSecurityContext|C/securityContext|{\"runAsUser\": 1}",
                "security_context|securityContext|P/securityContext|{\"runAsUser\": 1, \"fsGroup\": 1}",
                "security_context|securityContext|C/securityContext|{\"readOnlyRootFilesystem\": true}",
                "priority_class_name|priorityClassName|P/priorityClassName|\"batch\"",
                "runtime_class_name|runtimeClassName|P/runtimeClassName|\"nvidia\"",
                "termination_grace_period_seconds|terminationGracePeriodSeconds|P/terminationGracePeriodSeconds|60",
                "init_containers|initContainers|P/initContainers/0/image|`[{\"name\": \"i\", \"image\": \"i:1\"}]`",
                "extra_containers|extraContainers|P/containers/1/image|`[{\"name\": \"i\", \"image\": \"i:1\"}]`",
                "resources|resources|C/resources|{\"limits\": {\"memory\": \"1Gi\"}, \"requests\": {\"cpu\": \"1\"}}",
                "active_deadline_seconds|activeDeadlineSeconds|/spec/activeDeadlineSeconds|3600",
                "ttl_seconds_after_finished|ttlSecondsAfterFinished|/spec/ttlSecondsAfterFinished|60",
                "pod_failure_policy|podFailurePolicy|/spec/podFailurePolicy|{\"rules\": []}",
                "service_account_name|serviceAccountName|P/serviceAccountName|\"runner\"",
            })
    void eachWorksWithPrefectsOwnTemplateInBothSpellings(String snake, String camel, String place, String value) {
        String pointer = place.replace("P/", POD + "/").replace("C/", MAIN + "/");
        JsonNode expected = place.endsWith("/image") ? node("\"i:1\"") : node(value);

        for (String spelling : new String[] {snake, camel}) {
            assertThat(job("{}", "{\"" + spelling + "\": " + value + "}").at(pointer))
                    .as(spelling)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(PodVariable.class)
    void aWrongShapeIsToldByNameWithAnExample(PodVariable variable) {
        String spelling = variable.spellings().reduce((first, second) -> second).orElseThrow();

        assertThatThrownBy(() -> job("{}", "{\"" + spelling + "\": [[7]]}"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageStartingWith(spelling + " must be ")
                .hasMessageContaining(", as ");
    }

    @Test
    void pullSecretsMayBeJustNames() {
        assertThat(job("{}", "{\"image_pull_secrets\": [\"a\", {\"name\": \"b\"}]}")
                        .at(POD + "/imagePullSecrets"))
                .isEqualTo(node("[{\"name\": \"a\"}, {\"name\": \"b\"}]"));
    }

    @Test
    void aVariableThatTheTemplateUsesIsTheTemplates() {
        JsonNode job = job(
                "{\"pod\": {\"nodeSelector\": {\"team\": \"{{ node_selector }}\"}}}", "{\"node_selector\": \"gold\"}");

        assertThat(job.at(POD + "/nodeSelector")).isEqualTo(node("{\"team\": \"gold\"}"));
    }

    @Test
    void theOtherSpellingOfAVariableThatTheTemplateUsesWorksToo() {
        String template = "{\"pod\": {\"imagePullSecrets\": \"{{ image_pull_secrets }}\"}}";

        assertThat(job(template, "{\"imagePullSecrets\": [{\"name\": \"a\"}]}").at(POD + "/imagePullSecrets"))
                .isEqualTo(node("[{\"name\": \"a\"}]"));
    }

    @Test
    void whatTheTemplateHasStays() {
        JsonNode job = job("""
                {"pod": {"nodeSelector": {"pool": "batch"}, "priorityClassName": "low", "imagePullSecrets": [{"name": "a"}],
                         "volumes": [{"name": "v", "emptyDir": {}}], "tolerations": [{"key": "x"}],
                         "securityContext": {"runAsUser": 1000}},
                 "container": {"volumeMounts": [{"name": "v", "mountPath": "/v"}]},
                 "job": {"activeDeadlineSeconds": 60}}
                """, """
                {"node_selector": {"pool": "mine", "zone": 1}, "priority_class_name": "high",
                 "image_pull_secrets": [{"name": "a"}, {"name": "b"}],
                 "volumes": [{"name": "v", "persistentVolumeClaim": {"claimName": "c"}}, {"name": "w", "emptyDir": {}}],
                 "tolerations": [{"key": "x"}, {"key": "y"}], "security_context": {"runAsUser": 0, "fsGroup": 1},
                 "volume_mounts": [{"name": "w", "mountPath": "/v"}, {"name": "w", "mountPath": "/w"}],
                 "active_deadline_seconds": 9999}
                """);

        assertThat(job.at(POD + "/nodeSelector")).isEqualTo(node("{\"pool\": \"batch\", \"zone\": \"1\"}"));
        assertThat(job.at(POD + "/priorityClassName").asText()).isEqualTo("low");
        assertThat(job.at(POD + "/imagePullSecrets")).isEqualTo(node("[{\"name\": \"a\"}, {\"name\": \"b\"}]"));
        assertThat(job.at(POD + "/volumes"))
                .isEqualTo(node("[{\"name\": \"v\", \"emptyDir\": {}}, {\"name\": \"w\", \"emptyDir\": {}}]"));
        assertThat(job.at(POD + "/tolerations")).isEqualTo(node("[{\"key\": \"x\"}, {\"key\": \"y\"}]"));
        assertThat(job.at(POD + "/securityContext")).isEqualTo(node("{\"runAsUser\": 1000, \"fsGroup\": 1}"));
        assertThat(job.at(MAIN + "/volumeMounts"))
                .isEqualTo(
                        node("[{\"name\": \"v\", \"mountPath\": \"/v\"}, {\"name\": \"w\", \"mountPath\": \"/w\"}]"));
        assertThat(job.at("/spec/activeDeadlineSeconds").asInt()).isEqualTo(60);
    }

    @Test
    void resourcesJoinThoseOfPrefectsOwnVariables() {
        JsonNode job = job("{}", """
                {"memory_limit": "2Gi", "resources": {"limits": {"memory": "9Gi", "nvidia.com/gpu": "1"}}}
                """);

        assertThat(job.at(MAIN + "/resources/limits"))
                .isEqualTo(node("{\"memory\": \"2Gi\", \"nvidia.com/gpu\": \"1\"}"));
    }

    @Test
    void aContainerDoesNotTakeTheNameOfTheRuns() {
        assertThatThrownBy(() -> job("{}", "{\"extra_containers\": [{\"name\": \"prefect-job\", \"image\": \"a\"}]}"))
                .hasMessageContaining("'prefect-job' is taken");
    }

    @Test
    void pathsAndNullsAreVariablesToo() {
        assertThat(job("{}", "{\"node_selector.disk\": \"ssd\", \"affinity\": null}")
                        .at(POD + "/nodeSelector"))
                .isEqualTo(node("{\"disk\": \"ssd\"}"));
    }

    private static JsonNode job(String template, String variables) {
        return tree(render(due(template, json(variables)), EVERYTHING_ALLOWED));
    }

    private static JsonNode node(String text) {
        return new ObjectMapper().valueToTree(json("{\"value\": " + text + "}").get("value"));
    }
}
