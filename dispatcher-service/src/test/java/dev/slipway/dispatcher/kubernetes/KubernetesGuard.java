package dev.slipway.dispatcher.kubernetes;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Rules of a cluster that not everything in the namespace {@value GuardedNamespace#NAME} may be made. Gone when this is closed. */
final class KubernetesGuard implements AutoCloseable {
    private static final Duration IN_FORCE = Duration.ofSeconds(60);
    private static final String WEBHOOK = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: slipway-test-guard}
            webhooks:
            - name: costs.slipway.test
              admissionReviewVersions: [v1]
              sideEffects: None
              failurePolicy: Fail
              timeoutSeconds: 2
              clientConfig: {url: '%s', caBundle: '%s'}
              namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: guarded}}
              rules:
              - {apiGroups: ['*'], apiVersions: ['*'], operations: [CREATE], resources: [configmaps, %s]}
            """;
    private static final String POLICY = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: slipway-test-guard}
            spec:
              failurePolicy: Fail
              matchConstraints:
                namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: guarded}}
                resourceRules:
                - {apiGroups: ['*'], apiVersions: ['*'], operations: [CREATE], resources: [configmaps, %s]}
              validations:
              - {expression: 'false', message: '%s'}
            """;
    private static final String BINDING = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: slipway-test-guard}
            spec: {policyName: slipway-test-guard, validationActions: [Deny]}
            """;

    private final KubernetesClient client;
    private final List<HasMetadata> rules;

    private KubernetesGuard(KubernetesClient client, String... rules) {
        this.client = client;
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(GuardedNamespace.NAME)
                        .endMetadata()
                        .build())
                .createOr(existing -> existing.update());
        this.rules = List.of(rules).stream()
                .map(rule -> client.resource(rule).create())
                .toList();
    }

    /** Asks the webhook before anything of that kind is made. */
    static KubernetesGuard webhook(KubernetesClient client, String resources, String url, String authority) {
        return new KubernetesGuard(client, WEBHOOK.formatted(url, authority, resources));
    }

    /** Lets nothing of that kind be made, by a policy that the API server decides by itself. */
    static KubernetesGuard policy(KubernetesClient client, String resources, String words) {
        return new KubernetesGuard(client, POLICY.formatted(resources, words), BINDING);
    }

    /** Returns when the cluster says something like that to everybody. */
    KubernetesGuard inForce(String words) {
        await().atMost(IN_FORCE).until(() -> refusal().test(words));
        return this;
    }

    private Predicate<String> refusal() {
        try {
            client.resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withGenerateName("probe-")
                            .withNamespace(GuardedNamespace.NAME)
                            .endMetadata()
                            .build())
                    .dryRun()
                    .create();
            return words -> false;
        } catch (KubernetesClientException e) {
            return words -> String.valueOf(e.getMessage()).contains(words);
        }
    }

    @Override
    public void close() {
        rules.forEach(rule -> client.resource(rule).delete());
        await().atMost(IN_FORCE).until(() -> !refusal().test(""));
    }
}
