package dev.slipway.local.forge;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An access token of the forge.
 *
 * @param scopes as GitLab names them: {@code api}, {@code read_api}, {@code read_repository}, {@code write_repository}
 * @param role access level of its user in every project: 20 Reporter, 30 Developer, 40 Maintainer; 0 sees none
 * @param expiresAt null for never
 */
public record ForgeToken(
        String token,
        List<String> scopes,
        int role,
        @Nullable Instant expiresAt,
        boolean revoked) {
    static final int DEVELOPER = 30;
    static final int MAINTAINER = 40;

    /** What may do everything. */
    static ForgeToken ofOwner(String token) {
        return new ForgeToken(token, List.of("api", "read_repository", "write_repository"), MAINTAINER, null, false);
    }

    ForgeToken withdrawn() {
        return new ForgeToken(token, scopes, role, expiresAt, true);
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    boolean mayFetch() {
        return scopes.contains("api") || scopes.contains("read_repository") || mayPush();
    }

    boolean mayPush() {
        return scopes.contains("api") || scopes.contains("write_repository");
    }

    boolean mayRead() {
        return scopes.contains("api") || scopes.contains("read_api");
    }

    boolean mayWrite() {
        return scopes.contains("api");
    }

    @Override
    public String toString() {
        return "ForgeToken[" + scopes + "]";
    }
}
