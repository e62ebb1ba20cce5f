package dev.slipway.dispatcher.kubernetes;

import dev.slipway.dispatcher.cluster.Cluster;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one cluster. While its API server is silent few calls wait for it, and after a call without an answer it is
 * left alone for a moment, so that threads do not pile up before an API server that hangs.
 */
final class KubernetesCluster implements AutoCloseable {
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int NODE_READS_AT_ONCE = 8;
    private static final Duration NODE_PATIENCE = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final KubernetesClient client;
    private final CallWindow window;
    private final Duration rest;
    private final Clock clock;
    private final Semaphore nodeReads = new Semaphore(NODE_READS_AT_ONCE);
    private volatile Instant silentUntil = Instant.EPOCH;
    private volatile String silence = "";
    private volatile @Nullable String uid;

    /** @param window is told of the client's answers */
    KubernetesCluster(Cluster cluster, KubernetesClient client, CallWindow window, Duration rest, Clock clock) {
        this.cluster = cluster;
        this.client = client;
        this.window = window;
        this.rest = rest;
        this.clock = clock;
    }

    Cluster definition() {
        return cluster;
    }

    /**
     * Calls the API server. Refusals that the caller may understand (4xx) are thrown as the client throws them.
     *
     * @throws InfrastructureUnavailable if it does not answer, is in trouble, or does not know us
     */
    <T> T call(Function<KubernetesClient, T> call) {
        if (clock.instant().isBefore(silentUntil)) {
            throw new InfrastructureUnavailable(silence, null);
        }
        enter();
        Instant began = clock.instant();
        boolean answered = true;
        try {
            return call.apply(client);
        } catch (KubernetesClientException e) {
            answered = e.getCode() > 0;
            throw translated(e);
        } finally {
            if (answered) {
                window.leave(Duration.between(began, clock.instant()));
            } else {
                window.leaveUnanswered();
            }
        }
    }

    /**
     * Reads what the API server has to ask a node for, as logs. A node that is gone keeps the API server waiting, which says
     * nothing about the server itself: such calls have places of their own, and their failures silence nothing.
     *
     * @throws InfrastructureUnavailable if there is no answer
     */
    <T> T readFromNode(Function<KubernetesClient, T> read) {
        boolean entered = false;
        try {
            entered = nodeReads.tryAcquire(NODE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!entered) {
                throw new InfrastructureUnavailable("nodes of the cluster " + cluster.name() + " do not answer", null);
            }
            return read.apply(client);
        } catch (KubernetesClientException e) {
            int code = e.getCode();
            throw code <= 0 || code >= SERVER_ERROR ? unavailable("has a node that does not answer", e) : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureUnavailable("interrupted before the cluster " + cluster.name(), e);
        } finally {
            if (entered) {
                nodeReads.release();
            }
        }
    }

    private void enter() {
        try {
            if (!window.enter()) {
                throw new InfrastructureUnavailable("the cluster " + cluster.name() + " does not answer", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureUnavailable("interrupted before the cluster " + cluster.name(), e);
        }
    }

    /** The cluster's identity: the uid of its kube-system namespace, or its name where that may not be read. */
    String uid() {
        String known = uid;
        if (known == null) {
            known = readUid();
            uid = known;
        }
        return known;
    }

    private String readUid() {
        try {
            var namespace = call(api -> api.namespaces().withName("kube-system").get());
            return namespace == null ? cluster.name() : namespace.getMetadata().getUid();
        } catch (KubernetesClientException e) {
            return cluster.name();
        }
    }

    private RuntimeException translated(KubernetesClientException failure) {
        int code = failure.getCode();
        if (code == UNAUTHORIZED) {
            return unavailable("does not accept the credential that it was added with", failure);
        } else if (code <= 0) {
            silence = "the cluster " + cluster.name() + " does not answer: " + KubernetesWords.of(failure);
            silentUntil = clock.instant().plus(rest);
            return new InfrastructureUnavailable(silence, failure);
        } else if (code == TOO_MANY_REQUESTS || code >= SERVER_ERROR) {
            return unavailable("is in trouble: " + KubernetesWords.of(failure), failure);
        }
        return failure;
    }

    private InfrastructureUnavailable unavailable(String what, KubernetesClientException failure) {
        return new InfrastructureUnavailable("the cluster " + cluster.name() + " " + what, failure);
    }

    @Override
    public void close() {
        client.close();
    }
}
