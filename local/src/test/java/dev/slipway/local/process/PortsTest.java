package dev.slipway.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void aTakenPortIsToldWithItsOwnerAndTheWayOut() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.requireFree(socket.getLocalPort(), "kafka", "SLIPWAY_KAFKA_PORT"))
                    .isInstanceOf(CannotStart.class)
                    .hasMessage(
                            "Port %d, which kafka needs, is in use by java (pid %d): stop that process, or set SLIPWAY_KAFKA_PORT to a free port.",
                            socket.getLocalPort(), ProcessHandle.current().pid());
        }
    }

    @Test
    void aFreePortIsFree() {
        int port = Ports.free();

        assertThat(Ports.isFree(port)).isTrue();
        assertThat(Ports.isOpen(port)).isFalse();
        assertThatCode(() -> Ports.requireFree(port, "kafka", "SLIPWAY_KAFKA_PORT"))
                .doesNotThrowAnyException();
    }

    @Test
    void onlyListenersOfThePortCount() {
        String listener = "0: 0100007F:1068 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4711 1";
        String client = "1: 0100007F:1068 0100007F:C350 01 00000000:00000000 00:00000000 00000000 0 0 4712 1";

        assertThat(PortOwner.listeningInode(listener, 4200)).contains("4711");
        assertThat(PortOwner.listeningInode(listener, 4201)).isEmpty();
        assertThat(PortOwner.listeningInode(client, 4200)).isEmpty();
    }
}
