package dev.slipway.dispatcher.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
    private static final String OWNER = "cluster:default/eu";

    private final SecretBox box = box((byte) 1);

    @Test
    void whatIsSealedOpensAgainAndIsNotReadable() {
        byte[] sealed = box.seal("open-sesame", OWNER);

        assertThat(new String(sealed, UTF_8)).doesNotContain("sesame");
        assertThat(box.open(sealed, OWNER)).isEqualTo("open-sesame");
        assertThat(box.seal("open-sesame", OWNER)).isNotEqualTo(sealed);
    }

    @Test
    void aSecretOpensForItsOwnerAndItsKeyOnly() {
        byte[] sealed = box.seal("open-sesame", OWNER);

        assertThatThrownBy(() -> box.open(sealed, "cluster:default/us")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> box((byte) 2).open(sealed, OWNER)).hasMessageContaining("SLIPWAY_MASTER_KEY");
    }

    @Test
    void withoutAKeyThereAreNoSecrets() {
        var keyless = new SecretBox(Optional.empty());

        assertThatThrownBy(() -> keyless.seal("open-sesame", OWNER)).isInstanceOf(NoMasterKey.class);
    }

    @Test
    void aKeyThatIsNoKeyIsToldAtOnce() {
        assertThatThrownBy(() -> new SecretBox(Optional.of("c2hvcnQ="))).hasMessageContaining("openssl rand");
        assertThatThrownBy(() -> new SecretBox(Optional.of("***"))).hasMessageContaining("not base64");
    }

    private static SecretBox box(byte fill) {
        var key = new byte[32];
        Arrays.fill(key, fill);
        return new SecretBox(Optional.of(Base64.getEncoder().encodeToString(key)));
    }
}
