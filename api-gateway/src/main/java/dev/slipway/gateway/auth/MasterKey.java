package dev.slipway.gateway.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** The one key that is given from outside; what encrypts or signs uses keys derived from it, one per purpose. */
@ApplicationScoped
public class MasterKey {
    private static final int BYTES = 32;

    private final byte[] key;

    MasterKey(AuthConfig config) {
        this.key = decoded(config.masterKey());
    }

    /** A key of 256 bits for one purpose. */
    public SecretKey derive(String algorithm, String purpose) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(key)
                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key for " + purpose, e);
        }
    }

    private static byte[] decoded(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64.strip());
            if (key.length == BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // said below, without showing what was given
        }
        throw new IllegalArgumentException(
                "SLIPWAY_MASTER_KEY must be 32 random bytes in Base64: head -c 32 /dev/urandom | base64");
    }
}
