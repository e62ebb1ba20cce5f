package dev.slipway.dispatcher.kubernetes;

import dev.slipway.dispatcher.cluster.Cluster;
import dev.slipway.dispatcher.cluster.ClusterProbe;
import dev.slipway.dispatcher.cluster.ClusterReport;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.problem.Refused;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Asks a cluster on a connection of its own, so that neither its work nor a broken one stands in the way. */
@ApplicationScoped
class KubernetesProbe implements ClusterProbe {
    private static final int UNAUTHORIZED = 401;

    private final KubernetesConnections connections;

    KubernetesProbe(KubernetesConnections connections) {
        this.connections = connections;
    }

    @Override
    public void check(Cluster cluster) {
        try {
            connections.openOnce(cluster).close();
        } catch (InfrastructureUnavailable e) {
            throw Refused.invalid(sentence(String.valueOf(e.getMessage())) + ".");
        }
    }

    @Override
    public ClusterReport probe(Cluster cluster) {
        try (KubernetesClient client = connections.openOnce(cluster)) {
            return new KubernetesExamination(client).of(cluster);
        } catch (InfrastructureUnavailable e) {
            return unreachable(String.valueOf(e.getMessage()));
        } catch (KubernetesClientException e) {
            return unreachable(explained(cluster, e));
        }
    }

    private static ClusterReport unreachable(String sentence) {
        return new ClusterReport(false, null, null, List.of(), List.of(sentence));
    }

    private static String explained(Cluster cluster, KubernetesClientException failure) {
        String name = "the cluster " + cluster.name();
        if (failure.getCode() <= 0) {
            return name + " does not answer: " + KubernetesWords.of(failure);
        }
        return failure.getCode() == UNAUTHORIZED
                ? name + " does not accept the credential: add it again with a new one (./slipway cluster add)"
                : name + " answers " + failure.getCode() + ": " + KubernetesWords.of(failure);
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
