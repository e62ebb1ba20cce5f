package dev.slipway.scheduler.caller;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.scheduler.problem.ApiProblem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Lets in who shows the credential of a service; believes identity headers only because of it. */
class CallerFilter {
    private static final Pattern CLIENT = Pattern.compile("prefect/(\\d+\\.\\d+\\.\\d+)");

    private final ServiceConfig config;
    private final CurrentCaller current;

    CallerFilter(ServiceConfig config, CurrentCaller current) {
        this.config = config;
        this.current = current;
    }

    @ServerRequestFilter(preMatching = true)
    void authenticate(ContainerRequestContext request) {
        if (!isAccepted(request.getHeaderString("X-Slipway-Service"))) {
            throw ApiProblem.of(401, "A service credential is needed.");
        }
        current.set(caller(request));
        if (request.getMediaType() == null) {
            request.getHeaders()
                    .putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON); // clients before 3.6.19 send none
        }
    }

    private boolean isAccepted(@Nullable String credential) {
        int colon = credential == null ? -1 : credential.indexOf(':');
        if (credential == null || colon < 0) {
            return false;
        }
        byte[] shown = credential.substring(colon + 1).getBytes(UTF_8);
        return tokenOf(credential.substring(0, colon))
                .filter(token -> MessageDigest.isEqual(shown, token.getBytes(UTF_8)))
                .isPresent();
    }

    private Optional<String> tokenOf(String service) {
        return switch (service) {
            case "gateway" -> config.gateway();
            case "builder" -> config.builder();
            case "dispatcher" -> config.dispatcher();
            default -> Optional.empty();
        };
    }

    private static Caller caller(ContainerRequestContext request) {
        String workspace = request.getHeaderString("X-Slipway-Workspace");
        return new Caller(
                workspace == null ? "default" : workspace,
                principal(request.getHeaderString("X-Slipway-Principal")),
                attempt(request.getHeaderString("X-Slipway-Attempt")),
                clientVersion(request.getHeaderString(HttpHeaders.USER_AGENT)));
    }

    private static Caller.Principal principal(@Nullable String header) {
        return switch (header) {
            case "admin" -> Caller.Principal.ADMIN;
            case "attempt" -> Caller.Principal.ATTEMPT;
            case null, default -> Caller.Principal.SERVICE;
        };
    }

    private static Caller.@Nullable Attempt attempt(@Nullable String header) {
        if (header == null) {
            return null;
        }
        int slash = header.indexOf('/');
        try {
            return new Caller.Attempt(
                    UUID.fromString(header.substring(0, Math.max(slash, 0))),
                    Integer.parseInt(header.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.of(401, "The attempt can't be read.");
        }
    }

    private static @Nullable String clientVersion(@Nullable String userAgent) {
        var found = CLIENT.matcher(userAgent == null ? "" : userAgent);
        return found.find() ? found.group(1) : null;
    }
}
