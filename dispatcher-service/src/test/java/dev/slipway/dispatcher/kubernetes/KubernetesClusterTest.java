package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.dispatcher.cluster.Cluster;
import dev.slipway.dispatcher.cluster.ClusterAccess;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.testkit.MutableClock;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubernetesClusterTest {

    private final MutableClock clock = MutableClock.at("2026-11-01T10:00:00Z");
    private final KubernetesCluster cluster = new KubernetesCluster(
            new Cluster("eu", new ClusterAccess.InCluster(), List.of("runs")),
            new KubernetesClientBuilder().withConfig(Config.empty()).build(),
            new CallWindow(4, clock),
            Duration.ofSeconds(2),
            clock);

    private static String unanswered(KubernetesClient client) {
        throw new KubernetesClientException("timed out at " + client.getMasterUrl());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aServerThatDoesNotAnswerIsLeftAloneForAWhile() {
        assertThatExceptionOfType(InfrastructureUnavailable.class)
                .isThrownBy(() -> cluster.call(KubernetesClusterTest::unanswered));

        assertThatExceptionOfType(InfrastructureUnavailable.class)
                .isThrownBy(() -> cluster.call(client -> "answer"))
                .withMessageContaining("does not answer");
        clock.advance(Duration.ofSeconds(3));
        assertThat(cluster.<String>call(client -> "answer")).isEqualTo("answer");
    }

    @Test
    void aNodeThatDoesNotAnswerSilencesNothing() {
        assertThatExceptionOfType(InfrastructureUnavailable.class)
                .isThrownBy(() -> cluster.readFromNode(KubernetesClusterTest::unanswered))
                .withMessageContaining("a node that does not answer");

        assertThat(cluster.<String>call(client -> "answer")).isEqualTo("answer");
        assertThat(cluster.<String>readFromNode(client -> "log")).isEqualTo("log");
    }

    @Test
    void aRefusalOfALogIsThrownAsItIs() {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> cluster.readFromNode(client -> {
                    throw new KubernetesClientException("the container has not started", 400, null);
                }));
    }
}
