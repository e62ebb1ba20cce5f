package dev.slipway.dispatcher.policy;

import static dev.slipway.dispatcher.policy.ReviewedJobs.OWN;
import static dev.slipway.dispatcher.policy.ReviewedJobs.everything;
import static dev.slipway.dispatcher.policy.ReviewedJobs.job;
import static dev.slipway.dispatcher.policy.ReviewedJobs.merge;
import static dev.slipway.dispatcher.policy.ReviewedJobs.review;
import static dev.slipway.dispatcher.policy.ReviewedJobs.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobReviewTest {
    private static final String POD = "spec.template.spec.";

    /** Refused path, what is put there by JSON pointer, and the setting that allows it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "P.hostNetwork | {\"hostNetwork\": true} | host-namespaces=true",
                "P.hostPID | {\"hostPID\": true} | host-namespaces=true",
                "P.hostIPC | {\"hostIPC\": true} | host-namespaces=true",
                "P.hostNetwork | {\"hostNetwork\": \"true\"} | host-namespaces=true",
                "P.hostNetwork | {\"hostNetwork\": 1} | host-namespaces=true",
                "P.serviceAccountName | {\"serviceAccountName\": \"admin\"} | service-accounts=default,admin",
                "P.serviceAccountName | {\"serviceAccountName\": \"admin\"} | service-accounts=*",
                "P.serviceAccount | {\"serviceAccount\": \"admin\"} | service-accounts=admin",
                "P.automountServiceAccountToken | {\"automountServiceAccountToken\": true} | service-account-tokens=true",
                "P.nodeName | {\"nodeName\": \"n1\"} | placement=true",
                "P.priority | {\"priority\": 2000001000} | placement=true",
                "P.priorityClassName | {\"priorityClassName\": \"system-node-critical\"} | placement=true",
                "P.securityContext.sysctls[0].name | {\"securityContext\": {\"sysctls\": [{\"name\": \"kernel.msgmax\", \"value\": \"1\"}]}} | sysctls=kernel.msgmax",
                "P.securityContext.seccompProfile.type | {\"securityContext\": {\"seccompProfile\": {\"type\": \"Unconfined\"}}} | unconfined=true",
                "P.securityContext.appArmorProfile.type | {\"securityContext\": {\"appArmorProfile\": {\"type\": \"Unconfined\"}}} | unconfined=true",
                "P.securityContext.seLinuxOptions.type | {\"securityContext\": {\"seLinuxOptions\": {\"type\": \"spc_t\"}}} | unconfined=true",
                "P.securityContext.seLinuxOptions.user | {\"securityContext\": {\"seLinuxOptions\": {\"user\": \"root\"}}} | unconfined=true",
                "P.securityContext.windowsOptions.hostProcess | {\"securityContext\": {\"windowsOptions\": {\"hostProcess\": true}}} | privileged=true",
                "P.volumes[0].hostPath | {\"volumes\": [{\"name\": \"v\", \"hostPath\": {\"path\": \"/\"}}]} | host-paths=true",
                "P.volumes[0].csi | {\"volumes\": [{\"name\": \"v\", \"csi\": {\"driver\": \"d\"}}]} | volume-types=csi",
                "P.volumes[0].nfs | {\"volumes\": [{\"name\": \"v\", \"nfs\": {\"server\": \"s\", \"path\": \"/\"}}]} | volume-types=*",
                "P.volumes[0].image | {\"volumes\": [{\"name\": \"v\", \"image\": {\"reference\": \"a/b\"}}]} | volume-types=image",
                "P.volumes[0].projected.sources[0].serviceAccountToken | {\"volumes\": [{\"name\": \"v\", \"projected\": {\"sources\": [{\"serviceAccountToken\": {\"path\": \"t\"}}]}}]} | service-account-tokens=true",
                "P.someFutureField | {\"someFutureField\": {\"a\": 1}} | other-fields=spec.template.spec.someFutureField",
                "P.resourceClaims | {\"resourceClaims\": [{\"name\": \"gpu\"}]} | other-fields=*",
            })
    void podsAreBoundedUnlessTheOperatorAllowsIt(String path, String pod, String setting) {
        refusedUnless(path.replace("P.", POD), job(pod, "{}"), setting);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "securityContext.privileged | {\"securityContext\": {\"privileged\": true}} | privileged=true",
                "securityContext.privileged | {\"securityContext\": {\"privileged\": \"yes\"}} | privileged=true",
                "securityContext.allowPrivilegeEscalation | {\"securityContext\": {\"allowPrivilegeEscalation\": true}} | privilege-escalation=true",
                "securityContext.capabilities.add[1] | {\"securityContext\": {\"capabilities\": {\"add\": [\"NET_BIND_SERVICE\", \"SYS_ADMIN\"]}}} | capabilities=NET_BIND_SERVICE,SYS_ADMIN",
                "securityContext.capabilities.add[0] | {\"securityContext\": {\"capabilities\": {\"add\": [\"ALL\"]}}} | capabilities=*",
                "securityContext.procMount | {\"securityContext\": {\"procMount\": \"Unmasked\"}} | unconfined=true",
                "securityContext.seccompProfile.type | {\"securityContext\": {\"seccompProfile\": {\"type\": \"Unconfined\"}}} | unconfined=true",
                "securityContext.windowsOptions.hostProcess | {\"securityContext\": {\"windowsOptions\": {\"hostProcess\": true}}} | privileged=true",
                "ports[0].hostPort | {\"ports\": [{\"containerPort\": 80, \"hostPort\": 80}]} | host-ports=true",
                "ports[0].hostIP | {\"ports\": [{\"containerPort\": 80, \"hostIP\": \"10.0.0.1\"}]} | host-ports=true",
                "volumeMounts[0].mountPropagation | {\"volumeMounts\": [{\"name\": \"v\", \"mountPath\": \"/v\", \"mountPropagation\": \"Bidirectional\"}]} | privileged=true",
                "livenessProbe.httpGet.host | {\"livenessProbe\": {\"httpGet\": {\"host\": \"169.254.169.254\", \"port\": 80}}} | host-namespaces=true",
                "startupProbe.tcpSocket.host | {\"startupProbe\": {\"tcpSocket\": {\"host\": \"127.0.0.1\", \"port\": 10250}}} | host-namespaces=true",
                "lifecycle.preStop.httpGet.host | {\"lifecycle\": {\"preStop\": {\"httpGet\": {\"host\": \"127.0.0.1\", \"port\": 1}}}} | host-namespaces=true",
                "securityContext.somethingNew | {\"securityContext\": {\"somethingNew\": 1}} | other-fields=spec.template.spec.LIST.securityContext.somethingNew",
            })
    void everyContainerIsBoundedUnlessTheOperatorAllowsIt(String path, String container, String setting) {
        for (String list : List.of("containers", "initContainers")) {
            ObjectNode job = job("{}", "{}");
            ((ObjectNode) job.at("/spec/template/spec"))
                    .set(list, tree("[{\"name\": \"main\", \"image\": \"a\"}, " + container + "]"));
            refusedUnless(POD + list + "[1]." + path, job, setting.replace("LIST", list));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kind | /|{\"kind\": \"Pod\"}",
                "apiVersion | /|{\"apiVersion\": \"batch/v1beta1\"}",
                "status | /|{\"status\": {\"succeeded\": 1}}",
                "metadata.ownerReferences | /metadata|{\"ownerReferences\": [{\"kind\": \"Node\"}]}",
                "metadata.finalizers | /metadata|{\"finalizers\": [\"a/b\"]}",
                "metadata.generateName | /metadata|{\"generateName\": \"a-\"}",
                "metadata.labels.dev.slipway/attempt-of | /metadata/labels|{\"dev.slipway/attempt-of\": \"1\"}",
                "metadata.annotations.dev.slipway/run-id | /metadata/annotations|{\"dev.slipway/run-id\": \"1\"}",
                "spec.selector | /spec|{\"selector\": {\"matchLabels\": {\"app\": \"db\"}}, \"manualSelector\": true}",
                "spec.managedBy | /spec|{\"managedBy\": \"a/b\"}",
                "spec.completions | /spec|{\"completions\": 3}",
                "spec.parallelism | /spec|{\"parallelism\": \"2\"}",
                "spec.completionMode | /spec|{\"completionMode\": \"Indexed\"}",
                "spec.template.metadata.finalizers | /spec/template/metadata|{\"finalizers\": [\"a/b\"]}",
                "spec.template.spec.restartPolicy | /spec/template/spec|{\"restartPolicy\": \"Always\"}",
                "spec.template.spec.parallelism | /spec/template/spec|{\"parallelism\": 2}",
                "spec.template.spec.volumes | /spec/template/spec|{\"volumes\": {\"hostPath\": {}}}",
                "spec.template.spec.volumes[0] | /spec/template/spec|{\"volumes\": [[]]}",
                "spec.template.spec.containers[0].securityContext | /spec/template/spec/containers/0|{\"securityContext\": [\"privileged\"]}",
            })
    void whatNoPolicyAllowsIsRefused(String path, String place, String more) {
        ObjectNode job = job("{}", "{}");
        merge(job, place, more);

        assertThat(review(job, "")).extracting(Refusal::path).contains(path);
        assertThat(review(job, everything())).extracting(Refusal::path).contains(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"containers\": [{\"env\": [{\"name\": \"A\", \"valueFrom\": {\"secretKeyRef\": {\"name\": \"S\", \"key\": \"k\"}}}]}]}",
                "{\"initContainers\": [{\"envFrom\": [{\"secretRef\": {\"name\": \"S\"}}]}]}",
                "{\"volumes\": [{\"name\": \"v\", \"secret\": {\"secretName\": \"S\"}}]}",
                "{\"volumes\": [{\"name\": \"v\", \"projected\": {\"sources\": [{\"secret\": {\"name\": \"S\"}}]}}]}",
                "{\"volumes\": [{\"name\": \"v\", \"csi\": {\"driver\": \"d\", \"nodePublishSecretRef\": {\"name\": \"S\"}}}]}",
                "{\"imagePullSecrets\": [{\"name\": \"S\"}]}"
            })
    void secretsOfOtherRunsAndOfRegistriesAreOutOfReach(String pod) {
        for (String name : List.of("other-swabcdef012345", "swabcdef012345", "slipway-registry-1")) {
            assertThat(review(job(pod.replace("\"S\"", "\"" + name + "\""), "{}"), everything()))
                    .singleElement()
                    .satisfies(refusal -> assertThat(refusal.sentence()).contains(name));
        }
        for (String name : List.of(OWN, "regcred", "db-550e8400-e29b-41d4-a716-446655440000")) {
            assertThat(review(job(pod.replace("\"S\"", "\"" + name + "\""), "{}"), everything()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "iam.amazonaws.com/role, admin, privileged=true",
        "k8s.v1.cni.cncf.io/networks, host, privileged=true",
        "io.kubernetes.cri-o.Devices, /dev/mem, privileged=true",
        "container.apparmor.security.beta.kubernetes.io/main, unconfined, unconfined=true",
        "seccomp.security.alpha.kubernetes.io/pod, unconfined, unconfined=true",
    })
    void annotationsGiveNothingThatFieldsWouldNot(String key, String value, String setting) {
        for (String place : List.of("/metadata/annotations", "/spec/template/metadata/annotations")) {
            ObjectNode job = job("{}", "{}");
            merge(job, place, "{\"" + key + "\": \"" + value + "\"}");
            refusedUnless(place.substring(1).replace('/', '.') + "." + key, job, setting);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "default, '', true",
        "batch, namespaces=default, false",
        "batch, '', true",
        "batch, 'namespaces=default,batch', true",
        "batch, namespaces=*, true",
        "kube-system, namespaces=*, false",
        "kube-system, 'namespaces=*,kube-system', true",
    })
    void namespacesAreThoseOfThePolicy(String namespace, String setting, boolean allowed) {
        assertThat(review(job("{}", "{\"namespace\": \"" + namespace + "\"}"), setting)
                        .isEmpty())
                .isEqualTo(allowed);
    }

    @Test
    void anAccountThatTheOperatorNamedMayHaveItsToken() {
        String pod = "{\"serviceAccountName\": \"runner\", \"automountServiceAccountToken\": true}";

        assertThat(review(job(pod, "{}"), "service-accounts=runner")).isEmpty();
        assertThat(review(job(pod, "{}"), "service-accounts=*"))
                .extracting(Refusal::path)
                .containsExactly(POD + "automountServiceAccountToken");
    }

    @Test
    void whatIsHarmlessIsAllowed() {
        assertThat(review(
                        job(
                                """
                {"hostNetwork": false, "hostUsers": false, "automountServiceAccountToken": false, "nodeName": null,
                 "parallelism": 1, "completions": 1, "serviceAccountName": "default", "priorityClassName": "batch",
                 "tolerations": [{"operator": "Exists"}], "nodeSelector": {"a": "b"}, "shareProcessNamespace": true,
                 "securityContext": {"runAsUser": 0, "fsGroup": 1, "seccompProfile": {"type": "RuntimeDefault"},
                                     "seLinuxOptions": {"level": "s0"}},
                 "volumes": [{"name": "a", "emptyDir": {}}, {"name": "b", "secret": {"secretName": "mine"}},
                             {"name": "c", "projected": {"sources": [{"configMap": {"name": "m"}}]}}],
                 "containers": [{"name": "main", "image": "a", "securityContext": {"privileged": false,
                     "allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}, "procMount": "Default"},
                     "ports": [{"containerPort": 80, "hostPort": 0}],
                     "livenessProbe": {"httpGet": {"port": 80, "path": "/"}},
                     "volumeMounts": [{"name": "a", "mountPath": "/a", "mountPropagation": "None"}]}]}
                """,
                                "{\"labels\": {\"dev.slipway/run-id\": \"1\", \"app\": \"x\"}, \"ownerReferences\": null}"),
                        ""))
                .isEmpty();
    }

    @Test
    void aRefusalNamesTheFieldAndTheSetting() {
        assertThat(review(job("{\"hostNetwork\": true}", "{}"), ""))
                .singleElement()
                .hasToString("spec.template.spec.hostNetwork is switched off here. Remove it, or ask your operator for"
                        + " slipway.dispatcher.kubernetes.policy.host-namespaces.");
    }

    private static void refusedUnless(String path, ObjectNode job, String setting) {
        assertThat(review(job, "")).extracting(Refusal::path).contains(path);
        assertThat(review(job, setting)).extracting(Refusal::path).doesNotContain(path);
    }
}
