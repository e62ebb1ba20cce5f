package dev.slipway.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.local.process.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
    private static final String REGISTRY = "127.0.0.1:5000";

    private final Path root;

    ClusterTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void aNamedClusterIsToldToTheDispatcherAndReplacesTheNode() {
        Settings settings = new Settings(
                        root,
                        Map.of(
                                "SLIPWAY_KUBECONFIG", "/home/me/.kube/config",
                                "SLIPWAY_KUBERNETES_RUN_API_URL", "http://slipway.example:4200/api"))
                .withKubernetes();
        var cluster = new Cluster(settings);

        cluster.prepare(REGISTRY);

        assertThat(cluster.node()).isEmpty();
        assertThat(cluster.isToBeAdded()).isFalse();
        assertThat(cluster.variables())
                .isEqualTo(Map.of(
                        "SLIPWAY_KUBERNETES_KUBECONFIG", "/home/me/.kube/config",
                        "SLIPWAY_KUBERNETES_RUN_API_URL", "http://slipway.example:4200/api"));
    }

    @Test
    void nobodyGetsKubernetesUnasked() {
        var cluster = new Cluster(new Settings(root, Map.of("KUBECONFIG", "/home/me/.kube/config")));

        cluster.prepare(REGISTRY);

        assertThat(cluster.node()).isEmpty();
        assertThat(cluster.variables()).isEmpty();
        assertThat(root.resolve(".slipway/kubernetes")).doesNotExist();
    }

    @Test
    void anImpossibleNetworkIsToldWithItsVariable() throws Exception {
        Path scripts = Files.createDirectories(root.resolve("script"));
        Path script = Files.writeString(scripts.resolve("kubenode"), "#!/bin/sh\necho " + root + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        var cluster = new Cluster(new Settings(root, Map.of("SLIPWAY_KUBERNETES_NETWORK", "256")).withKubernetes());

        assertThatThrownBy(() -> cluster.prepare(REGISTRY))
                .isInstanceOf(CannotStart.class)
                .hasMessage("SLIPWAY_KUBERNETES_NETWORK must be a number from 0 to 255, not '256'.");
    }
}
