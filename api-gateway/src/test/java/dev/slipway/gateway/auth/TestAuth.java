package dev.slipway.gateway.auth;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Credentials of tests. */
record TestAuth(String admin, String masterKey, Optional<List<String>> oldMasterKeys) implements AuthConfig {
    static final String ADMIN = "admin:a-token-of-a-test";

    TestAuth(String admin, String masterKey) {
        this(admin, masterKey, Optional.empty());
    }

    static TestAuth usual() {
        return new TestAuth(ADMIN, key("32 bytes of a test's master key!"));
    }

    static String key(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static Authenticator authenticator() {
        return new Authenticator(new AdminCredential(usual()), attempts(), new ServiceTokens(usual()));
    }

    static AttemptCredentials attempts() {
        return new AttemptCredentials(new SecretBeans().keys(usual()));
    }

    @Override
    public Optional<String> acceptedBuilder() {
        return Optional.empty();
    }

    @Override
    public Optional<String> acceptedScheduler() {
        return Optional.of("token-of-scheduler");
    }

    @Override
    public Optional<String> acceptedDispatcher() {
        return Optional.of("token-of-dispatcher");
    }
}
