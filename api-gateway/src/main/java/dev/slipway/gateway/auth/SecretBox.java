package dev.slipway.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Encrypts secrets at rest, each bound to the place it is stored at: moved to another row it can't be opened. */
@ApplicationScoped
public class SecretBox {
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    SecretBox(MasterKey master) {
        this.key = master.derive("AES", "slipway gateway secrets v1");
    }

    /** Encrypts {@code secret} for {@code place}. */
    public byte[] seal(String secret, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, place, secret.getBytes(UTF_8));
        return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                .put(VERSION)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** Decrypts what was sealed for {@code place}. */
    public String open(byte[] box, String place) {
        var content = ByteBuffer.wrap(box);
        if (box.length < 1 + NONCE_BYTES || content.get() != VERSION) {
            throw new IllegalArgumentException("not a sealed secret: " + place);
        }
        byte[] nonce = new byte[NONCE_BYTES];
        content.get(nonce);
        byte[] sealed = new byte[content.remaining()];
        content.get(sealed);
        return new String(crypt(Cipher.DECRYPT_MODE, nonce, place, sealed), UTF_8);
    }

    private byte[] crypt(int mode, byte[] nonce, String place, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the secret of " + place + " can't be sealed or opened with this master key", e);
        }
    }
}
