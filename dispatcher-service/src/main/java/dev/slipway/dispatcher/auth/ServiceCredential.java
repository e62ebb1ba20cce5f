package dev.slipway.dispatcher.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what a caller shows with what is accepted from it. Pure. */
final class ServiceCredential {
    private ServiceCredential() {}

    /** Whether {@code shown} is {@code <caller>:<token>} of one of the callers; in constant time for each of them. */
    static boolean isAccepted(@Nullable String shown, Map<String, String> accepted) {
        if (shown == null) {
            return false;
        }
        boolean found = false;
        for (var caller : accepted.entrySet()) {
            String expected = caller.getKey() + ":" + caller.getValue();
            found |= !caller.getValue().isBlank()
                    && MessageDigest.isEqual(expected.getBytes(UTF_8), shown.getBytes(UTF_8));
        }
        return found;
    }
}
