package dev.slipway.local.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.local.process.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeNodeIT {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: sleeper}
            spec:
              containers:
              - {name: main, image: "slipway.local/pause:1", imagePullPolicy: Never}
            """;

    private final Path home;
    private final KubeNode node;

    KubeNodeIT(@TempDir Path home) {
        this.home = home;
        this.node = KubeNode.onAnyNetwork(home, NodePrograms.find(Path.of("")));
    }

    @BeforeEach
    void start() {
        node.start();
    }

    @AfterEach
    void stop() {
        node.stop();
    }

    @Test
    void stoppedItLeavesNothingButItsState() throws Exception {
        Path pod = Files.writeString(home.resolve("pod.yaml"), POD);
        node.kubectl("create", "--filename=" + pod);
        node.kubectl("wait", "--for=condition=Ready", "pod/sleeper", "--timeout=60s");
        assertThat(traces()).as("traces of a running pod").isNotEmpty();

        KubeNode.in(home).orElseThrow().stop();

        assertThat(traces()).isEmpty();
        assertThat(node.isRunning()).isFalse();

        node.start();

        assertThat(node.isReady()).isTrue();
        assertThat(node.kubectl("get", "pods", "--output=name")).isEqualTo("pod/sleeper");
    }

    @Test
    void aPartThatIsAwayComesBackWithTheNextStart() {
        node.part("kube-scheduler").stop(Duration.ofSeconds(20));
        assertThat(node.isReady()).isFalse();

        node.start();

        assertThat(node.isReady()).isTrue();
    }

    @Test
    void anotherNodeCannotTakeItsNetwork(@TempDir Path other) {
        var second = new KubeNode(new KubeNodeOptions(other, home, node.network(), NodePorts.free(), false));

        assertThatThrownBy(second::prepare)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("is in use by the node whose state is in " + home)
                .hasMessageContaining("SLIPWAY_KUBERNETES_NETWORK");
    }

    /** Processes, mounts, interfaces, rules and control groups of the node. */
    private List<String> traces() throws Exception {
        String bridge = node.network().bridge();
        Stream<String> processes = ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(home.toString()) || command.contains("/run/" + bridge + "/"));
        Stream<String> mounts = Files.readAllLines(Path.of("/proc/mounts")).stream()
                .filter(line -> line.contains(home.toString()) || line.contains("/run/" + bridge + "/"));
        Stream<String> interfaces = Tool.run("ip", "-brief", "link").lines().filter(line -> line.startsWith(bridge));
        Stream<String> rules = Tool.run("iptables-save")
                .lines()
                .filter(line -> line.contains(node.network().pods()));
        Stream<String> groups = new ControlGroup(node.network().controlGroup())
                .groups().stream().map(Path::toString);
        return Stream.of(processes, mounts, interfaces, rules, groups)
                .flatMap(found -> found)
                .toList();
    }
}
