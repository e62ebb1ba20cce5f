package dev.slipway.builder.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretMaskTest {
    private final SecretMask mask = SecretMask.of(List.of("pass/word+1", "abc"));

    @Test
    void plainBase64AndPercentEncodedFormsAreBlanked() {
        assertThat(mask.mask("x pass/word+1 y")).isEqualTo("x [MASKED] y");
        assertThat(mask.mask("cGFzcy93b3JkKzE=")).isEqualTo("[MASKED]");
        assertThat(mask.mask("token=pass%2Fword%2B1")).isEqualTo("token=[MASKED]");
    }

    @Test
    void secretsTooShortToBeToldFromTextStay() {
        assertThat(mask.mask("abcdef")).isEqualTo("abcdef");
    }
}
