package dev.slipway.dispatcher.kubernetes;

import dev.slipway.dispatcher.cluster.Cluster;
import dev.slipway.dispatcher.cluster.ClusterAccess;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Connects to clusters. Nothing of the machine's own kubeconfig or environment is used that the definition does not name. */
@ApplicationScoped
class KubernetesConnections {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Launches are tried again by us, with the lease in hand. */
    private static final int RETRIES = 1;

    private static final int CALLS_AT_ONCE = 64;
    /** The client doubles the pause between its tries to watch again five times. */
    private static final int DOUBLED = 32;

    private final KubernetesWatchConfig config;
    private final Clock clock;

    KubernetesConnections(KubernetesWatchConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Does not call the cluster yet.
     *
     * @throws InfrastructureUnavailable if what is known of the cluster is not enough
     */
    KubernetesCluster open(Cluster cluster) {
        var window = new CallWindow(config.callsAtOnce(), clock);
        return new KubernetesCluster(cluster, client(cluster, window::answered, RETRIES), window, config.rest(), clock);
    }

    /** A client for a question that is asked once; its caller closes it. */
    KubernetesClient openOnce(Cluster cluster) {
        return client(cluster, () -> {}, 0);
    }

    private KubernetesClient client(Cluster cluster, Runnable answered, int retries) {
        try {
            Config settings = settings(cluster.access());
            settings.setRequestRetryBackoffLimit(retries);
            return new KubernetesClientBuilder()
                    .withConfig(settings)
                    .withHttpClientBuilderConsumer(
                            builder -> builder.addOrReplaceInterceptor("answers", new Listening(answered)))
                    .build();
        } catch (RuntimeException e) {
            // the cause may quote the credential
            throw new InfrastructureUnavailable(
                    "the cluster " + cluster.name() + " can't be connected to: " + reason(cluster.access(), e), null);
        }
    }

    private static String reason(ClusterAccess access, RuntimeException failure) {
        return switch (access) {
            case ClusterAccess.Unusable unusable -> unusable.why();
            case ClusterAccess.InCluster own -> String.valueOf(failure.getMessage());
            case ClusterAccess.Kubeconfig kubeconfig -> "its kubeconfig or a certificate in it can't be used";
            case ClusterAccess.Token token -> "its certificate authority can't be used";
        };
    }

    private Config settings(ClusterAccess access) {
        Config settings =
                switch (access) {
                    case ClusterAccess.InCluster inCluster -> InClusterAccount.settings();
                    case ClusterAccess.Kubeconfig kubeconfig -> Config.fromKubeconfig(kubeconfig.yaml());
                    case ClusterAccess.Token token -> withToken(token);
                    case ClusterAccess.Unusable unusable -> throw new IllegalStateException(unusable.why());
                };
        settings.setRequestTimeout((int) config.timeout().toMillis());
        settings.setWatchReconnectInterval(
                (int) config.reconnect().dividedBy(DOUBLED).toMillis());
        settings.setConnectionTimeout((int) CONNECT.toMillis());
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

    /** Any answer counts, also one that refuses. */
    private record Listening(Runnable answered) implements Interceptor {
        @Override
        public void after(
                HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
            answered.run();
        }
    }

    /** The account that Kubernetes gives to the dispatcher's own pod. */
    private static final class InClusterAccount {
        private static final Path FOLDER = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

        private InClusterAccount() {}

        static Config settings() {
            String host = System.getenv("KUBERNETES_SERVICE_HOST");
            String port = System.getenv("KUBERNETES_SERVICE_PORT");
            if (host == null || port == null) {
                throw new IllegalStateException(
                        "the dispatcher runs in no cluster: there is no KUBERNETES_SERVICE_HOST");
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
