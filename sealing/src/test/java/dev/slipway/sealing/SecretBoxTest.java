package dev.slipway.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
    private static final String OWNER = "block/17";

    private final SecretBox box = keys(1).box();

    @Test
    void whatWasSealedOpens() {
        assertThat(box.open(box.seal("open-sesame äß", OWNER), OWNER)).isEqualTo("open-sesame äß");
    }

    @Test
    void sealingTwiceLooksDifferentAndNeverLikeTheSecret() {
        byte[] first = box.seal("open-sesame", OWNER);

        assertThat(first).isNotEqualTo(box.seal("open-sesame", OWNER));
        assertThat(new String(first, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("sesame");
    }

    @Test
    void anotherOwnersSecretDoesNotOpen() {
        byte[] sealed = box.seal("open-sesame", OWNER);

        assertThatThrownBy(() -> box.open(sealed, "block/18")).hasMessageContaining("SLIPWAY_MASTER_KEY");
    }

    @Test
    void whatWasChangedOrCutShortDoesNotOpen() {
        byte[] changed = box.seal("open-sesame", OWNER);
        changed[changed.length - 1] ^= 1;

        assertThatThrownBy(() -> box.open(changed, OWNER)).isInstanceOf(IllegalStateException.class);
        for (int length = 0; length < changed.length; length++) {
            byte[] cut = Arrays.copyOf(changed, length);
            assertThatThrownBy(() -> box.open(cut, OWNER)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anOldKeyOpensWhatItSealedAndTheCurrentOneSeals() {
        byte[] before = box.seal("open-sesame", OWNER);
        var rotated = keys(2, 1).box();

        assertThat(rotated.open(before, OWNER)).isEqualTo("open-sesame");
        assertThat(rotated.isCurrent(before)).isFalse();

        byte[] after = rotated.seal("open-sesame", OWNER);

        assertThat(rotated.isCurrent(after)).isTrue();
        assertThat(after).startsWith(rotated.mark());
        assertThat(keys(2).box().open(after, OWNER)).isEqualTo("open-sesame");
        assertThatThrownBy(() -> box.open(after, OWNER)).hasMessageContaining("SLIPWAY_OLD_MASTER_KEYS");
    }

    @Test
    void theFormWithoutAMarkStillOpensWithAnyKey() throws Exception {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = new byte[12];
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(bytes(1), "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(OWNER.getBytes(UTF_8));
        byte[] sealed = cipher.doFinal("open-sesame".getBytes(UTF_8));
        byte[] stored = ByteBuffer.allocate(13 + sealed.length)
                .put((byte) 1)
                .put(nonce)
                .put(sealed)
                .array();

        assertThat(box.open(stored, OWNER)).isEqualTo("open-sesame");
        assertThat(keys(2, 1).box().open(stored, OWNER)).isEqualTo("open-sesame");
        assertThat(box.isCurrent(stored)).isFalse();
    }

    @Test
    void aKeyForOnePurposeDoesNotOpenWhatServesAnother() {
        byte[] sealed = keys(1).box("hooks").seal("open-sesame", OWNER);

        assertThat(keys(2, 1).box("hooks").open(sealed, OWNER)).isEqualTo("open-sesame");
        assertThatThrownBy(() -> keys(1).box("blocks").open(sealed, OWNER)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void withoutAKeyNothingIsSealedOrOpened() {
        var keyless = MasterKeys.of(Optional.empty(), Optional.empty()).box();

        assertThatThrownBy(() -> keyless.seal("open-sesame", OWNER)).isInstanceOf(NoMasterKey.class);
        assertThatThrownBy(() -> keyless.open(box.seal("open-sesame", OWNER), OWNER))
                .isInstanceOf(NoMasterKey.class);
    }

    @Test
    void aKeyOfTheWrongLengthOrFormIsRefusedWithoutBeingShown() {
        for (String key : List.of("c2hvcnQ=", "not base64!", "")) {
            assertThatThrownBy(() -> MasterKeys.of(Optional.of(key), Optional.empty()))
                    .hasMessage(
                            "SLIPWAY_MASTER_KEY must be 32 random bytes in Base64: head -c 32 /dev/urandom | base64");
            assertThatThrownBy(() -> MasterKeys.of(Optional.of(base64(1)), Optional.of(List.of(key))))
                    .hasMessageContaining("SLIPWAY_OLD_MASTER_KEYS must be");
        }
    }

    private static MasterKeys keys(int current, int... old) {
        return MasterKeys.of(
                Optional.of(base64(current)),
                Optional.of(Arrays.stream(old).mapToObj(SecretBoxTest::base64).toList()));
    }

    private static String base64(int fill) {
        return Base64.getEncoder().encodeToString(bytes(fill));
    }

    private static byte[] bytes(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }
}
