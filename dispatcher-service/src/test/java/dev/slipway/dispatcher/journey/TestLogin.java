package dev.slipway.dispatcher.journey;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The login that the builder's stand-in lends for one more registry. Kept in system properties: its class may be loaded twice. */
public final class TestLogin {
    private static final String PREFIX = "slipway.test.login.";

    private TestLogin() {}

    /** From now on it is that one. */
    public static void is(String address, String username, String password, @Nullable Instant expiresAt) {
        System.setProperty(PREFIX + "address", address);
        System.setProperty(PREFIX + "username", username);
        System.setProperty(PREFIX + "password", password);
        System.setProperty(PREFIX + "expiresAt", expiresAt == null ? "" : expiresAt.toString());
        System.setProperty(PREFIX + "refused", "");
    }

    /** From now on there is none, for that reason. */
    public static void isRefused(String address, String why) {
        is(address, "", "", null);
        System.setProperty(PREFIX + "refused", why);
    }

    /** None is lent any more. */
    public static void forget() {
        System.clearProperty(PREFIX + "address");
    }

    static Optional<Map<String, Object>> lent(String address) {
        if (!address.equals(System.getProperty(PREFIX + "address"))) {
            return Optional.empty();
        }
        Map<String, Object> lent = new HashMap<>(Map.of("address", address, "manifest", "UNKNOWN"));
        for (String field : new String[] {"username", "password", "expiresAt", "refused"}) {
            String value = System.getProperty(PREFIX + field, "");
            if (!value.isEmpty()) {
                lent.put(field, value);
            }
        }
        return Optional.of(lent);
    }
}
