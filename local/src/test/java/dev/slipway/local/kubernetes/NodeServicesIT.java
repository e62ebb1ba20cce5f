package dev.slipway.local.kubernetes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.local.process.CannotStart;
import dev.slipway.local.process.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeServicesIT {
    private static final Path PROGRAMS = NodePrograms.find(Path.of(""));
    private static final Path DNS = NodePrograms.findDns(Path.of(""));
    private static final String API = "kubernetes.default.svc.cluster.local";

    private final KubeNode node;

    NodeServicesIT(@TempDir Path home) {
        this.node = KubeNode.withServices(home, PROGRAMS, DNS);
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
    void aServiceHasANameAndAnAddressUntilTheNodeIsStopped() throws Exception {
        await().ignoreExceptions().untilAsserted(() -> assertThat(resolved(API)).isEqualTo(address()));
        await().until(() -> Ports.isOpen(address(), 443));

        node.stop();

        assertThat(Tool.run("iptables-save")).doesNotContain("KUBE-").doesNotContain(address());
        assertThat(Files.exists(Path.of("/run/slipway-services"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void onlyOneNodeServesServices(@TempDir Path other) {
        KubeNode second = KubeNode.withServices(other, PROGRAMS, DNS);
        try {
            assertThatThrownBy(second::start)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(node.home().toString());
        } finally {
            second.stop();
        }
        assertThat(node.isReady()).isTrue();
    }

    private String address() {
        return node.network().apiService();
    }

    /** The address that the node's DNS server answers with: the last of the answer. */
    private String resolved(String name) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(1000);
            socket.connect(new InetSocketAddress(node.address(), 53));
            byte[] question = question(name);
            socket.send(new DatagramPacket(question, question.length));
            var answer = new DatagramPacket(new byte[512], 512);
            socket.receive(answer);
            byte[] all = Arrays.copyOf(answer.getData(), answer.getLength());
            return InetAddress.getByAddress(Arrays.copyOfRange(all, all.length - 4, all.length))
                    .getHostAddress();
        }
    }

    private static byte[] question(String name) throws IOException {
        var bytes = new ByteArrayOutputStream();
        // an id, "recursion wanted", one question
        bytes.write(new byte[] {1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : name.split("\\.", -1)) {
            bytes.write(label.length());
            bytes.write(label.getBytes(US_ASCII));
        }
        // the root, type A, class IN
        bytes.write(new byte[] {0, 0, 1, 0, 1});
        return bytes.toByteArray();
    }
}
