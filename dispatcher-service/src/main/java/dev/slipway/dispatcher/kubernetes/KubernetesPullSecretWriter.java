package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.ContainerRefused;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Objects;

/** Writes and removes pull secrets of one cluster. Any number of replicas may do so beside each other. */
final class KubernetesPullSecretWriter {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TRIES = 3;

    private final KubernetesCluster cluster;
    private final String installation;
    private final Duration usedWithin;

    /** @param usedWithin a note of use that is younger is not renewed */
    KubernetesPullSecretWriter(KubernetesCluster cluster, String installation, Duration usedWithin) {
        this.cluster = cluster;
        this.installation = installation;
        this.usedWithin = usedWithin;
    }

    /** There is one that is up to date when this returns; true if it had to be written. */
    boolean write(Secret wanted) {
        for (int tries = 1; ; tries++) {
            try {
                return cluster.call(client -> write(client, wanted));
            } catch (KubernetesClientException e) {
                // it came or went between looking and writing
                boolean changing = e.getCode() == CONFLICT || isGone(e, wanted);
                if (!changing || tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Gone if nobody has written it since it was read. */
    boolean remove(Secret unused) {
        try {
            return cluster.call(client -> {
                client.resource(unused)
                        .lockResourceVersion(unused.getMetadata().getResourceVersion())
                        .delete();
                return true;
            });
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT || e.getCode() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private boolean write(KubernetesClient client, Secret wanted) {
        Secret existing = client.resource(wanted).get();
        if (existing == null) {
            client.resource(wanted).create();
            return true;
        }
        if (!KubernetesPullSecret.isOurs(existing, installation)) {
            throw new ContainerRefused(
                    EndReason.START_FAILED,
                    "The secret " + wanted.getMetadata().getName() + " in the namespace "
                            + wanted.getMetadata().getNamespace()
                            + " is not the one that Slipway makes under this name. Remove it.");
        }
        if (KubernetesPullSecret.isUpToDate(existing, wanted, usedWithin)) {
            return false;
        }
        client.resource(wanted).update();
        return true;
    }

    /** A namespace that is not there is told in the same way as a secret. */
    private static boolean isGone(KubernetesClientException failure, Secret wanted) {
        return failure.getCode() == NOT_FOUND
                && failure.getStatus() != null
                && failure.getStatus().getDetails() != null
                && Objects.equals(
                        failure.getStatus().getDetails().getName(),
                        wanted.getMetadata().getName());
    }
}
