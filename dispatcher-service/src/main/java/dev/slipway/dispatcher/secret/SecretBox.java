package dev.slipway.dispatcher.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Seals secrets with the master key (AES-256-GCM, a fresh nonce each time). What a secret belongs to is authenticated with it,
 * so a sealed value that is moved to another row does not open. Without a key the service runs, and has no secrets.
 */
@ApplicationScoped
public class SecretBox {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final Optional<SecretKeySpec> key;
    private final SecureRandom random = new SecureRandom();

    SecretBox(@ConfigProperty(name = "slipway.master-key") Optional<String> masterKey) {
        key = masterKey.map(given -> new SecretKeySpec(decoded(given), "AES"));
    }

    private static byte[] decoded(String masterKey) {
        try {
            byte[] bytes = Base64.getDecoder().decode(masterKey.strip());
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "SLIPWAY_MASTER_KEY is not base64; make one with: openssl rand -base64 32", e);
        }
        throw new IllegalStateException("SLIPWAY_MASTER_KEY must be base64 of 32 bytes: openssl rand -base64 32");
    }

    /**
     * The secret as it may be stored.
     *
     * @throws NoMasterKey if there is none
     */
    public byte[] seal(String secret, String owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, owner, secret.getBytes(UTF_8));
        return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                .put(VERSION)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** The secret again; fails if it was sealed for another owner or with another key. */
    public String open(byte[] stored, String owner) {
        var buffer = ByteBuffer.wrap(stored);
        if (buffer.get() != VERSION) {
            throw new IllegalStateException("a secret is stored in a format of a later version");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        return new String(crypt(Cipher.DECRYPT_MODE, nonce, owner, sealed), UTF_8);
    }

    private byte[] crypt(int mode, byte[] nonce, String owner, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key.orElseThrow(NoMasterKey::new), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(owner.getBytes(UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "a stored secret does not open: is SLIPWAY_MASTER_KEY the one it was made with?", e);
        }
    }
}
