package dev.slipway.local.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the kubelet is started with. */
final class Kubelet {
    private static final String CONFIG = """
            apiVersion: kubelet.config.k8s.io/v1beta1
            kind: KubeletConfiguration
            address: %s
            port: %d
            readOnlyPort: 0
            healthzPort: 0
            authentication:
              anonymous: {enabled: false}
              webhook: {enabled: true}
              x509: {clientCAFile: "%s"}
            authorization: {mode: Webhook}
            containerRuntimeEndpoint: "unix://%s"
            cgroupDriver: cgroupfs
            cgroupRoot: /%s
            failCgroupV1: false
            failSwapOn: false
            podLogsDir: "%s"
            volumePluginDir: "%s"
            makeIPTablesUtilChains: false
            serializeImagePulls: false
            maxPods: 200
            clusterDNS: [%s]
            clusterDomain: %s
            imageGCHighThresholdPercent: 100
            evictionHard:
              memory.available: 100Mi
              nodefs.available: 1%%
              nodefs.inodesFree: 1%%
              imagefs.available: 1%%
            """;

    private final KubeNodeOptions options;
    private final Certificates certificates;

    Kubelet(KubeNodeOptions options, Certificates certificates) {
        this.options = options;
        this.certificates = certificates;
    }

    List<String> command() {
        Path folder = options.folder();
        Path kubeconfig = folder.resolve("node.kubeconfig");
        Kubeconfig.write(kubeconfig, options.apiUrl(), certificates, "node");
        return List.of(
                options.programs().resolve("kubenode").toString(),
                "kubelet",
                "--config=" + writeConfig(),
                "--kubeconfig=" + kubeconfig,
                "--hostname-override=" + KubeNodeOptions.NODE,
                "--node-ip=" + options.network().address(),
                "--root-dir=" + folder.resolve("kubelet"),
                "--cert-dir=" + folder.resolve("kubelet-certificates"));
    }

    /** The kubelet would take the passwords of this machine's Docker for images that have no pull secret. */
    Map<String, String> environment() {
        String nobody = options.folder().resolve("nobody").toString();
        var environment = new HashMap<>(Tool.NO_PROXY);
        environment.put("HOME", nobody);
        environment.put("DOCKER_CONFIG", nobody);
        return environment;
    }

    /** Where the logs of containers are. */
    Path podLogs() {
        return options.folder().resolve("pod-logs");
    }

    private Path writeConfig() {
        Path folder = options.folder();
        NodeNetwork network = options.network();
        try {
            Files.createDirectories(folder.resolve("nobody"));
            Path config = folder.resolve("kubelet.yaml");
            Files.writeString(
                    config,
                    CONFIG.formatted(
                            network.address(),
                            options.ports().kubelet(),
                            certificates.certificate("ca"),
                            network.containerdSocket(),
                            network.controlGroup(),
                            podLogs(),
                            folder.resolve("volume-plugins"),
                            options.dns().map(dns -> network.address()).orElse(""),
                            ServiceNetwork.DOMAIN));
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
