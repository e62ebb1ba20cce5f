package dev.slipway.gateway.auth;

import jakarta.enterprise.context.ApplicationScoped;

/** The administrator's {@code name:token}. */
@ApplicationScoped
class AdminCredential {
    private static final int SHORTEST_TOKEN = 8;

    private final String authString;
    private final String token;

    AdminCredential(AuthConfig config) {
        String given = config.admin().strip();
        int colon = given.indexOf(':');
        if (colon < 1 || given.length() - colon - 1 < SHORTEST_TOKEN || given.startsWith(AttemptCredentials.PREFIX)) {
            throw new IllegalArgumentException("SLIPWAY_API_AUTH_STRING must be name:token with a token of at least "
                    + SHORTEST_TOKEN + " characters, and the name must not start with " + AttemptCredentials.PREFIX);
        }
        this.authString = given;
        this.token = given.substring(colon + 1);
    }

    boolean isAuthString(String shown) {
        return Secrets.same(authString, shown);
    }

    boolean isToken(String shown) {
        return Secrets.same(token, shown);
    }
}
