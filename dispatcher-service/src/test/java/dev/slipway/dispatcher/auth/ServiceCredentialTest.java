package dev.slipway.dispatcher.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceCredentialTest {
    private static final Map<String, String> ACCEPTED = Map.of("gateway", "abc", "builder", "def", "scheduler", "");

    @Test
    void theTokenOfTheNamedCallerIsAccepted() {
        assertThat(ServiceCredential.isAccepted("gateway:abc", ACCEPTED)).isTrue();
        assertThat(ServiceCredential.isAccepted("builder:def", ACCEPTED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gateway",
                "gateway:",
                "gateway:def",
                "builder:abc",
                "GATEWAY:abc",
                " gateway:abc",
                "gateway:abc ",
                "scheduler:",
                "unknown:abc",
                ":abc",
                "abc"
            })
    void nothingElseIs(String shown) {
        assertThat(ServiceCredential.isAccepted(shown, ACCEPTED)).isFalse();
    }

    @Test
    void noCredentialIsNotAccepted() {
        assertThat(ServiceCredential.isAccepted(null, ACCEPTED)).isFalse();
    }
}
