package dev.slipway.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.sealing.MasterKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Credentials of attempts, {@code attempt.<flow run>.<number>:<proof>}: the proof is computed from the name, so nothing is stored,
 * every replica agrees, and asking twice gives the same.
 */
@ApplicationScoped
public class AttemptCredentials {
    /** How the name of every attempt starts. */
    static final String PREFIX = "attempt.";

    private static final Pattern FORMAT = Pattern.compile(
            "attempt\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})" + "\\.([1-9][0-9]{0,8}):([A-Za-z0-9_-]{43})");
    private static final String ALGORITHM = "HmacSHA256";

    /** The current one first. */
    private final List<SecretKey> keys;

    AttemptCredentials(MasterKeys master) {
        this.keys = master.derive(ALGORITHM, "slipway attempt credential v1");
    }

    /** The credential of an attempt, in the form {@code name:token}. */
    public String issue(String workspace, Caller.Attempt attempt) {
        return name(attempt) + ":" + proof(keys.getFirst(), workspace, attempt);
    }

    /** Whose credential it is; empty unless it was issued for that workspace. */
    Optional<Caller> verify(String workspace, String authString) {
        Matcher parts = FORMAT.matcher(authString);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var attempt = new Caller.Attempt(UUID.fromString(parts.group(1)), Integer.parseInt(parts.group(2)));
        boolean issued = keys.stream().anyMatch(key -> Secrets.same(proof(key, workspace, attempt), parts.group(3)));
        return issued ? Optional.of(attempt) : Optional.empty();
    }

    private static String name(Caller.Attempt attempt) {
        return PREFIX + attempt.flowRunId() + "." + attempt.number();
    }

    private static String proof(SecretKey key, String workspace, Caller.Attempt attempt) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] proof = mac.doFinal((workspace + "/" + name(attempt)).getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(proof);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + ALGORITHM, e);
        }
    }
}
