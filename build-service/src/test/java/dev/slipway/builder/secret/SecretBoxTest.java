package dev.slipway.builder.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
    private final SecretBox box = new SecretBox(key(1));

    @Test
    void sealedSecretOpensAgain() {
        assertThat(box.open(box.seal("glpat-ä", "project:default/app"), "project:default/app"))
                .isEqualTo("glpat-ä");
    }

    @Test
    void sameSecretIsNeverSealedTheSame() {
        assertThat(box.seal("secret", "o")).isNotEqualTo(box.seal("secret", "o"));
    }

    @Test
    void secretDoesNotOpenForAnotherOwner() {
        byte[] sealed = box.seal("secret", "project:default/app");

        assertThatThrownBy(() -> box.open(sealed, "project:other/app")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void secretDoesNotOpenWithAnotherKey() {
        byte[] sealed = box.seal("secret", "o");

        assertThatThrownBy(() -> new SecretBox(key(2)).open(sealed, "o")).hasMessageContaining("SLIPWAY_MASTER_KEY");
    }

    @Test
    void changedByteIsNoticed() {
        byte[] sealed = box.seal("secret", "o");
        sealed[sealed.length - 1] ^= 1;

        assertThatThrownBy(() -> box.open(sealed, "o")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keyOfAnotherLengthIsRefusedWithAHint() {
        assertThatThrownBy(() -> new SecretBox("c2hvcnQ=")).hasMessageContaining("openssl rand -base64 32");
        assertThatThrownBy(() -> new SecretBox("not base64!")).hasMessageContaining("openssl rand -base64 32");
    }

    private static String key(int fill) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
