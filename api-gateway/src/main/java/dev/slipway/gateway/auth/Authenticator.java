package dev.slipway.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who a credential belongs to, in each of the forms in which clients show it. */
@ApplicationScoped
public class Authenticator {
    /** Where services show theirs. */
    public static final String SERVICE_HEADER = "X-Slipway-Service";

    private final AdminCredential admin;
    private final AttemptCredentials attempts;
    private final ServiceTokens services;

    Authenticator(AdminCredential admin, AttemptCredentials attempts, ServiceTokens services) {
        this.admin = admin;
        this.attempts = attempts;
        this.services = services;
    }

    /** By {@code Authorization}: Basic, or Bearer with {@code name:token} or the administrator's token alone. */
    public Optional<Caller> user(String workspace, MultiMap headers) {
        List<String> shown = headers.getAll("Authorization");
        if (shown.size() != 1) {
            return Optional.empty();
        }
        String header = shown.getFirst();
        int space = header.indexOf(' ');
        String scheme = space < 0 ? "" : header.substring(0, space).toLowerCase(Locale.ROOT);
        String value = header.substring(space + 1).strip();
        return switch (scheme) {
            case "basic" -> basic(workspace, value);
            case "bearer" -> token(workspace, value);
            default -> Optional.empty();
        };
    }

    /** By what the first frame of a socket carries. */
    public Optional<Caller> token(String workspace, @Nullable String token) {
        if (token == null || token.isEmpty()) {
            return Optional.empty();
        }
        // both comparisons always run, so that time doesn't tell which form was shown
        boolean isAuthString = admin.isAuthString(token);
        boolean isToken = admin.isToken(token);
        return isAuthString || isToken ? Optional.of(new Caller.Admin()) : attempts.verify(workspace, token);
    }

    /** By {@value #SERVICE_HEADER}. */
    public Optional<Caller> service(MultiMap headers) {
        List<String> shown = headers.getAll(SERVICE_HEADER);
        return shown.size() == 1 ? services.verify(shown.getFirst()) : Optional.empty();
    }

    private Optional<Caller> basic(String workspace, String base64) {
        try {
            String authString = new String(Base64.getDecoder().decode(base64), UTF_8);
            return admin.isAuthString(authString)
                    ? Optional.of(new Caller.Admin())
                    : attempts.verify(workspace, authString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
