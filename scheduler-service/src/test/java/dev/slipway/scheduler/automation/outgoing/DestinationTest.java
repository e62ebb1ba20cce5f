package dev.slipway.scheduler.automation.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.31.255.255",
                "192.168.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "255.255.255.255",
                "::1",
                "fd00::1",
                "fe80::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
            })
    void privateAddressesAreRefused(String address) {
        assertThatThrownBy(() -> Destination.of("https://example.org/x", false, host -> addresses(address)))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("private");
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "8.8.8.8", "172.32.0.1", "2606:2800:220:1::1", "64:ff9b::808:808"})
    void publicAddressesAreUsed(String address) throws CallFailed {
        var destination = Destination.of("https://example.org/x?y=1", false, host -> addresses(address));
        assertThat(destination.addresses())
                .extracting(InetAddress::getHostAddress)
                .containsExactly(InetAddress.ofLiteral(address).getHostAddress());
        assertThat(destination.host()).isEqualTo("example.org");
        assertThat(destination.port()).isEqualTo(443);
        assertThat(destination.path()).isEqualTo("/x?y=1");
    }

    @Test
    void onePrivateAddressAmongOthersIsEnough() {
        assertThatThrownBy(() ->
                        Destination.of("http://example.org", false, host -> addresses("93.184.216.34", "127.0.0.1")))
                .isInstanceOf(CallFailed.class);
    }

    @Test
    void privateAddressesMayBeAllowed() throws CallFailed {
        var destination = Destination.of("http://localhost:8080", true, host -> addresses("127.0.0.1"));
        assertThat(destination.port()).isEqualTo(8080);
        assertThat(destination.path()).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://example.org", "file:///etc/passwd", "example.org", "http://", "http:///x", "ht tp://x"})
    void onlyHttpAddressesAreCalled(String url) {
        assertThatThrownBy(() -> Destination.of(url, true, host -> addresses("8.8.8.8")))
                .isInstanceOf(CallFailed.class);
    }

    @Test
    void aNameWithoutAddressIsRefused() {
        assertThatThrownBy(() -> Destination.of("http://nowhere.invalid", true, host -> {
                    throw new UnknownHostException(host);
                }))
                .hasMessageContaining("could not be resolved");
    }

    private static InetAddress[] addresses(String... literals) {
        return Arrays.stream(literals).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }
}
