package dev.slipway.dispatcher.kubernetes;

import dev.slipway.dispatcher.cluster.Cluster;
import dev.slipway.dispatcher.cluster.ClusterReport;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One look at a cluster through one client. */
final class KubernetesExamination {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final KubernetesClient client;
    private final List<ClusterReport.Check> checks = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    KubernetesExamination(KubernetesClient client) {
        this.client = client;
    }

    ClusterReport of(Cluster cluster) {
        String version = client.getKubernetesVersion().getGitVersion();
        String uid = uid();
        cluster.namespaces().forEach(this::examine);
        return new ClusterReport(missing.isEmpty(), version, uid, List.copyOf(checks), List.copyOf(missing));
    }

    private void examine(String namespace) {
        if (isMissing(namespace)) {
            missing.add("there is no namespace " + namespace + ": create it, or leave it out (kubectl create namespace "
                    + namespace + ")");
        }
        for (KubernetesPermission needed : KubernetesPermission.NEEDED) {
            boolean allowed = isAllowed(needed, namespace);
            checks.add(new ClusterReport.Check(namespace, needed.name(), needed.verb(), allowed));
            if (!allowed) {
                missing.add(needed.sentence(namespace));
            }
        }
    }

    private boolean isAllowed(KubernetesPermission needed, String namespace) {
        SelfSubjectAccessReview question = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withGroup(needed.group())
                .withResource(needed.resource())
                .withSubresource(needed.subresource())
                .withVerb(needed.verb())
                .endResourceAttributes()
                .endSpec()
                .build();
        SelfSubjectAccessReview answer =
                client.authorization().v1().selfSubjectAccessReview().create(question);
        return Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }

    /** By a secret that is not made: to look at a namespace needs a right that runs don't need. */
    private boolean isMissing(String namespace) {
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withGenerateName("slipway-test-")
                .withNamespace(namespace)
                .endMetadata()
                .build();
        try {
            client.resource(secret).inNamespace(namespace).dryRun().create();
            return false;
        } catch (KubernetesClientException e) {
            if (e.getCode() <= 0) {
                throw e;
            }
            return e.getCode() == NOT_FOUND;
        }
    }

    private @Nullable String uid() {
        try {
            Namespace system = client.namespaces().withName("kube-system").get();
            return system == null ? null : system.getMetadata().getUid();
        } catch (KubernetesClientException e) {
            if (e.getCode() == FORBIDDEN) {
                return null;
            }
            throw e;
        }
    }
}
