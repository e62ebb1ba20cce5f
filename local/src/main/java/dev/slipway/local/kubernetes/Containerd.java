package dev.slipway.local.kubernetes;

import dev.slipway.local.process.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What containerd is started with, and how images get into it. */
final class Containerd {
    private static final String PAUSE_IMAGE = "slipway.local/pause:1";

    // without restrict_oom_score_adj, runc ends where nobody may lower that score: "can't get final child's PID from
    // pipe"
    private static final String CONFIG = """
            version = 2
            root = "%s"
            state = "%s"
            disabled_plugins = ["io.containerd.internal.v1.opt"]
            [grpc]
              address = "%s"
            [plugins."io.containerd.grpc.v1.cri"]
              sandbox_image = "%s"
              restrict_oom_score_adj = true
              netns_mounts_under_state_dir = true
              [plugins."io.containerd.grpc.v1.cri".cni]
                bin_dir = "/usr/lib/cni"
                conf_dir = "%s"
              [plugins."io.containerd.grpc.v1.cri".registry]
                config_path = "%s"
            """;

    private static final String NETWORK = """
            {"cniVersion": "0.4.0", "name": "slipway", "plugins": [
              {"type": "bridge", "bridge": "%s", "isGateway": true, "hairpinMode": true,
               "ipam": {"type": "host-local", "dataDir": "%s", "ranges": [[{"subnet": "%s"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
              {"type": "portmap", "capabilities": {"portMappings": true}}
            ]}
            """;

    private static final String PLAIN_HTTP = """
            server = "http://%1$s"
            [host."http://%1$s"]
              capabilities = ["pull", "resolve"]
            """;

    private static final String PRIVATE_AUTHORITY = """
            server = "https://%1$s"
            [host."https://%1$s"]
              capabilities = ["pull", "resolve"]
              ca = "%2$s"
            """;

    private final KubeNodeOptions options;

    Containerd(KubeNodeOptions options) {
        this.options = options;
    }

    List<String> command() {
        Path folder = options.folder().resolve("containerd");
        NodeNetwork network = options.network();
        try {
            Path networks = Files.createDirectories(folder.resolve("networks"));
            Files.writeString(
                    networks.resolve("slipway.conflist"),
                    NETWORK.formatted(network.bridge(), folder.resolve("addresses"), network.pods()));
            Path config = folder.resolve("config.toml");
            Files.writeString(
                    config,
                    CONFIG.formatted(
                            folder.resolve("root"),
                            network.runFolder().resolve("containerd"),
                            network.containerdSocket(),
                            PAUSE_IMAGE,
                            networks,
                            registries()));
            return List.of("containerd", "--config=" + config, "--log-level=warn");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A proxy of this machine serves public images, not registries beside us. */
    Map<String, String> environment() {
        String direct = System.getenv().getOrDefault("NO_PROXY", System.getenv().getOrDefault("no_proxy", ""))
                + ",127.0.0.1,localhost,"
                + options.network().address();
        return Map.of("PATH", Tool.PATH, "NO_PROXY", direct, "no_proxy", direct);
    }

    /** Whether it takes requests. */
    boolean answers() {
        return Tool.succeeds("ctr", "--address=" + options.network().containerdSocket(), "version");
    }

    /** Pulls from that registry without TLS from now on. */
    void allowPlainHttp(String registry) {
        configure(registry, PLAIN_HTTP.formatted(registry));
    }

    /** Believes that registry's certificate from now on. */
    void trust(String registry, Path authority) {
        configure(registry, PRIVATE_AUTHORITY.formatted(registry, authority));
    }

    private void configure(String registry, String hosts) {
        try {
            Path folder = Files.createDirectories(registries().resolve(registry));
            Files.writeString(folder.resolve("hosts.toml"), hosts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void loadPauseImage() {
        Tool.run(importing(options.programs().resolve("pause.tar").toString()));
    }

    /** Takes images over from the Docker engine; layers that they share, once. */
    void load(List<String> images) {
        var saving = new ArrayList<>(List.of("docker", "save"));
        saving.addAll(images);
        var steps = List.of(Tool.builder(saving), Tool.builder(importing("-")));
        steps.forEach(step -> step.redirectError(ProcessBuilder.Redirect.INHERIT));
        steps.getLast().redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            for (Process step : ProcessBuilder.startPipeline(steps)) {
                if (Tool.await(step) != 0) {
                    throw new CannotStart(
                            "These images can't be taken over from the Docker engine: " + String.join(", ", images));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> importing(String source) {
        return List.of(
                "ctr",
                "--address=" + options.network().containerdSocket(),
                "--namespace=k8s.io",
                "images",
                "import",
                source);
    }

    private Path registries() {
        return options.folder().resolve("containerd/registries");
    }
}
