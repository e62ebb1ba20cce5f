package dev.slipway.builder.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether a call shows the token of the service that it says it comes from. */
final class ServiceCredentials {
    private static final String UNKNOWN = "\0";

    private final Map<String, String> tokens;

    ServiceCredentials(Map<String, String> tokens) {
        this.tokens = tokens;
    }

    /** The calling service; empty if {@code header} ({@code <service>:<token>}) proves none. Takes the same time for any token. */
    Optional<String> caller(@Nullable String header) {
        int colon = header == null ? -1 : header.indexOf(':');
        if (header == null || colon < 1) {
            return Optional.empty();
        }
        String name = header.substring(0, colon);
        String expected = tokens.getOrDefault(name, UNKNOWN);
        boolean proven = MessageDigest.isEqual(
                expected.getBytes(UTF_8), header.substring(colon + 1).getBytes(UTF_8));
        return proven && !expected.equals(UNKNOWN) ? Optional.of(name) : Optional.empty();
    }
}
