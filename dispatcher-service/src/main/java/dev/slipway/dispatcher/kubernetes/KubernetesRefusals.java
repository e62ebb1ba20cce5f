package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.dispatch.Ending;
import java.util.Locale;
import java.util.Optional;

/** What it means that the cluster does not admit a Job or the pod of one. Pure: it reads the API server's words. */
final class KubernetesRefusals {
    private KubernetesRefusals() {}

    /** Why the Job's controller could make no pod; empty if it does not say so. */
    static Optional<Ending> ofPods(KubernetesSnapshot seen) {
        return seen.said("Job", "FailedCreate").map(KubernetesRefusals::explain);
    }

    /** The meaning of a refusal's message. */
    static Ending explain(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        String told = KubernetesWords.cut(message);
        if (words.contains("exceeded quota")) {
            return Ending.without(
                    EndReason.QUOTA_EXCEEDED, "The namespace's quota leaves no room for the pod: " + told);
        }
        if (words.contains("serviceaccount") && words.contains("not found")) {
            return Ending.without(
                    EndReason.MISSING_REFERENCE, "The service account does not exist in the namespace: " + told);
        }
        return Ending.without(EndReason.REFUSED_BY_CLUSTER, "The cluster does not admit it: " + told);
    }
}
