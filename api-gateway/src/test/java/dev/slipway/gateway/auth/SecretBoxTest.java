package dev.slipway.gateway.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretBoxTest {
    private final SecretBox box = new SecretBox(new MasterKey(TestAuth.usual()));

    @Test
    void whatWasSealedCanBeOpenedAtItsPlace() {
        byte[] sealed = box.seal("whsec_geheim ü", "hook/default/shop/signing");

        assertThat(box.open(sealed, "hook/default/shop/signing")).isEqualTo("whsec_geheim ü");
        assertThat(new String(sealed, ISO_8859_1)).doesNotContain("geheim");
    }

    @Test
    void movedToAnotherPlaceItStaysClosed() {
        byte[] sealed = box.seal("secret", "hook/default/shop/token");

        assertThatThrownBy(() -> box.open(sealed, "hook/default/other/token"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aChangedBitIsNoticed() {
        byte[] sealed = box.seal("secret", "x");
        sealed[sealed.length - 1] ^= 1;

        assertThatThrownBy(() -> box.open(sealed, "x")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSameSecretNeverLooksTheSame() {
        assertThat(box.seal("secret", "x")).isNotEqualTo(box.seal("secret", "x"));
    }

    @Test
    void whatIsNoBoxIsRefused() {
        assertThatThrownBy(() -> box.open(new byte[0], "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> box.open(new byte[40], "x")).isInstanceOf(IllegalArgumentException.class);
    }
}
