package dev.slipway.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that are given from outside: the current one, which seals, and older ones, which only open what they sealed. Given as
 * Base64 of 32 random bytes.
 */
public final class MasterKeys {
    private static final int BYTES = 32;

    /** The current one first; empty if there is none. */
    private final List<byte[]> keys;

    private MasterKeys(List<byte[]> keys) {
        this.keys = keys;
    }

    /**
     * @param current {@code SLIPWAY_MASTER_KEY}; without it nothing can be sealed or opened
     * @param old {@code SLIPWAY_OLD_MASTER_KEYS}
     */
    public static MasterKeys of(Optional<String> current, Optional<List<String>> old) {
        if (current.isEmpty()) {
            return new MasterKeys(List.of());
        }
        var opened = old.orElse(List.of()).stream().map(key -> decoded("SLIPWAY_OLD_MASTER_KEYS", key));
        return new MasterKeys(Stream.concat(Stream.of(decoded("SLIPWAY_MASTER_KEY", current.get())), opened)
                .toList());
    }

    /** Seals with the keys themselves. */
    public SecretBox box() {
        return new SecretBox(keys.stream()
                .<SecretKey>map(key -> new SecretKeySpec(key, "AES"))
                .toList());
    }

    /** Seals with keys that serve only this purpose. */
    public SecretBox box(String purpose) {
        return new SecretBox(derive("AES", purpose));
    }

    /** A key of 256 bits for one purpose from each, that of the current one first. */
    public List<SecretKey> derive(String algorithm, String purpose) {
        return keys.stream().map(key -> derive(key, algorithm, purpose)).toList();
    }

    private static SecretKey derive(byte[] key, String algorithm, String purpose) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(key)
                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key for " + purpose, e);
        }
    }

    private static byte[] decoded(String name, String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64.strip());
            if (key.length == BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // said below, without showing what was given
        }
        throw new IllegalArgumentException(
                name + " must be 32 random bytes in Base64: head -c 32 /dev/urandom | base64");
    }
}
