package dev.slipway.dispatcher.kubernetes;

import dev.slipway.dispatcher.cluster.Cluster;
import dev.slipway.dispatcher.cluster.ClusterAccess;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Connects to clusters. Nothing of the machine's own kubeconfig or environment is used that the definition does not name. */
@ApplicationScoped
class KubernetesConnections {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Launches are tried again by us, with the lease in hand. */
    private static final int RETRIES = 1;

    private static final int CALLS_AT_ONCE = 64;

    private final KubernetesWatchConfig config;
    private final Clock clock;

    KubernetesConnections(KubernetesWatchConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Does not call the cluster yet. */
    KubernetesCluster open(Cluster cluster) {
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(settings(cluster.access()))
                .build();
        return new KubernetesCluster(cluster, client, config.rest(), clock);
    }

    private Config settings(ClusterAccess access) {
        Config settings =
                switch (access) {
                    case ClusterAccess.InCluster inCluster -> InClusterAccount.settings();
                    case ClusterAccess.Kubeconfig kubeconfig -> Config.fromKubeconfig(kubeconfig.yaml());
                    case ClusterAccess.Token token -> withToken(token);
                };
        settings.setRequestTimeout((int) config.timeout().toMillis());
        settings.setConnectionTimeout((int) CONNECT.toMillis());
        settings.setRequestRetryBackoffLimit(RETRIES);
        settings.setMaxConcurrentRequests(CALLS_AT_ONCE);
        settings.setMaxConcurrentRequestsPerHost(CALLS_AT_ONCE);
        return settings;
    }

    private static Config withToken(ClusterAccess.Token token) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(token.server())
                .withCaCertData(token.certificateAuthority())
                .withOauthToken(token.token())
                .build();
    }

    /** The account that Kubernetes gives to the dispatcher's own pod. */
    private static final class InClusterAccount {
        private static final Path FOLDER = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

        private InClusterAccount() {}

        static Config settings() {
            String host = System.getenv("KUBERNETES_SERVICE_HOST");
            String port = System.getenv("KUBERNETES_SERVICE_PORT");
            if (host == null || port == null) {
                throw new IllegalStateException("slipway.dispatcher.cluster.in-cluster is set, but this is no pod:"
                        + " there is no KUBERNETES_SERVICE_HOST");
            }
            return new ConfigBuilder(Config.empty())
                    .withMasterUrl("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port)
                    .withCaCertFile(FOLDER.resolve("ca.crt").toString())
                    // read for each request: tokens of pods are replaced every hour
                    .withOauthTokenProvider(InClusterAccount::token)
                    .build();
        }

        private static String token() {
            try {
                return Files.readString(FOLDER.resolve("token"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
