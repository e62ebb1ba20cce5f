package dev.slipway.local.forge;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who may do what: the owner's token, which is kept, and those that were made for a test, which are not. */
final class ForgeTokens {
    private static final int RANDOM_BYTES = 20;

    private final Map<String, ForgeToken> tokens = new ConcurrentHashMap<>();
    private final Clock clock;

    ForgeTokens(String owner, Clock clock) {
        this.clock = clock;
        tokens.put(owner, ForgeToken.ofOwner(owner));
    }

    static String random() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return "glpat-" + HexFormat.of().formatHex(random);
    }

    ForgeToken create(List<String> scopes, int role, @Nullable Instant expiresAt) {
        var token = new ForgeToken(random(), List.copyOf(scopes), role, expiresAt, false);
        tokens.put(token.token(), token);
        return token;
    }

    void revoke(String token) {
        tokens.computeIfPresent(token, (unused, known) -> known.withdrawn());
    }

    /** The token that was shown, also one that is good no more. */
    Optional<ForgeToken> find(@Nullable String shown) {
        if (shown == null) {
            return Optional.empty();
        }
        byte[] bytes = shown.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return tokens.values().stream()
                .filter(known ->
                        MessageDigest.isEqual(bytes, known.token().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .findFirst();
    }

    /** Good now. */
    boolean isGood(ForgeToken token) {
        return !token.revoked() && !token.isExpired(clock.instant());
    }
}
