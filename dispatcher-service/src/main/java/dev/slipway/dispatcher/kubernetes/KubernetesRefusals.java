package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.ContainerRefused;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.dispatch.Ending;
import dev.slipway.dispatcher.template.JobManifest;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What it means that the cluster does not admit a Job or the pod of one. It reads the API server's words. */
final class KubernetesRefusals {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    /** Who refuses by rules of the cluster's own may do so with any status. */
    private static final List<String> ADMISSION = List.of("admission webhook", "ValidatingAdmissionPolicy");

    private static final List<Known> ALL = List.of(
            new Known(EndReason.QUOTA_EXCEEDED, "The namespace's quota leaves no room for the pod", "exceeded quota"),
            new Known(
                    EndReason.REFUSED_BY_CLUSTER,
                    "The namespace's quota wants requests and limits: set cpu_request, cpu_limit, memory_request and"
                            + " memory_limit in the pool or the job variables",
                    "failed quota",
                    "must specify"),
            new Known(EndReason.NAMESPACE_MISSING, "The namespace is being deleted", "is being terminated"),
            new Known(
                    EndReason.INFRASTRUCTURE_UNAVAILABLE,
                    "A webhook of the cluster that must admit it does not answer",
                    "failed calling webhook"),
            new Known(
                    EndReason.MISSING_REFERENCE,
                    "The service account does not exist in the namespace",
                    "serviceaccount",
                    "not found"),
            new Known(
                    EndReason.MISSING_REFERENCE,
                    "The priority class does not exist in the cluster",
                    "no priorityclass with name"),
            new Known(
                    EndReason.MISSING_REFERENCE,
                    "The runtime class does not exist in the cluster",
                    "runtimeclass",
                    "not found"),
            new Known(
                    EndReason.REFUSED_BY_CLUSTER,
                    "The namespace's pod security does not admit it. Set security_context in the pool or the job"
                            + " variables, or use another namespace",
                    "violates podsecurity"),
            new Known(EndReason.REFUSED_BY_CLUSTER, "The cluster does not admit it"));

    private KubernetesRefusals() {}

    /** Why something that the manifest needs can't be made. */
    static RuntimeException ofRequest(JobManifest manifest, KubernetesClientException failure) {
        String words = KubernetesWords.of(failure);
        if (failure.getCode() == CONFLICT) {
            return new InfrastructureUnavailable("somebody else changes it at the same time: " + words, failure);
        }
        if (failure.getCode() == NOT_FOUND) {
            return new ContainerRefused(
                    EndReason.NAMESPACE_MISSING,
                    "The namespace " + manifest.namespace() + " does not exist in the cluster " + manifest.cluster()
                            + ". Create it, or set namespace in the pool or the job variables.");
        }
        if (failure.getCode() == FORBIDDEN || ADMISSION.stream().anyMatch(words::contains)) {
            Ending meaning = explain(words);
            return new ContainerRefused(meaning.reason(), meaning.message());
        }
        return new ContainerRefused(EndReason.INVALID_CONFIGURATION, "The cluster does not take the Job: " + words);
    }

    /** A verb that the dispatcher lacks for what is there already, whatever becomes of that meanwhile. */
    static InfrastructureUnavailable ofVerb(String cluster, KubernetesClientException failure) {
        return new InfrastructureUnavailable(
                "the cluster " + cluster + " does not allow it to the dispatcher's account: "
                        + KubernetesWords.of(failure) + " (./slipway cluster test " + cluster
                        + " says which verb is missing)",
                failure);
    }

    /** Why the Job's controller could make no pod; empty if it does not say so. */
    static Optional<Ending> ofPods(KubernetesSnapshot seen) {
        return seen.refusedPod().map(KubernetesRefusals::explain);
    }

    /** The meaning of a refusal's message. */
    static Ending explain(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        Known known = ALL.stream()
                .filter(one -> one.marks.stream().allMatch(words::contains))
                .findFirst()
                .orElseThrow();
        return Ending.without(known.reason, known.meaning + ": " + KubernetesWords.cut(message));
    }

    /** @param marks words that all are in the message */
    private record Known(EndReason reason, String meaning, List<String> marks) {
        Known(EndReason reason, String meaning, String... marks) {
            this(reason, meaning, List.of(marks));
        }
    }
}
