package dev.slipway.gateway.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.gateway.auth.Secrets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of webhooks over id, time and the body as received.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
public final class WebhookSignature {
    private static final String SECRET_PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_KEY = 24;
    private static final int LONGEST_KEY = 64;

    /** How far the sender's clock may be from ours, and how late a delivery may be repeated. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private WebhookSignature() {}

    /** True for {@code whsec_} and 24 to 64 bytes in Base64. */
    public static boolean isSecret(String text) {
        if (!text.startsWith(SECRET_PREFIX)) {
            return false;
        }
        try {
            int bytes = key(text).length;
            return bytes >= SHORTEST_KEY && bytes <= LONGEST_KEY;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A secret of these bytes. */
    public static String secretOf(byte[] key) {
        return SECRET_PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** True if one of the signatures is right and the time is near. */
    static boolean isValid(
            String secret,
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String signatures,
            byte[] body,
            Instant now) {
        if (id == null || timestamp == null || signatures == null || !isNear(timestamp, now)) {
            return false;
        }
        String expected = sign(secret, id, timestamp, body);
        boolean valid = false;
        for (String signature : signatures.split(" ", -1)) {
            valid |= Secrets.same(expected, signature);
        }
        return valid;
    }

    /** The signature of one delivery. */
    static String sign(String secret, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(secret), ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
            return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + ALGORITHM, e);
        }
    }

    private static boolean isNear(String timestamp, Instant now) {
        try {
            Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(signedAt, now).abs().compareTo(TOLERANCE) <= 0;
        } catch (NumberFormatException | java.time.DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private static byte[] key(String secret) {
        return Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
    }
}
