package dev.slipway.builder.registry;

import dev.slipway.builder.problem.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What users may say about the login of a registry. Pure. */
final class LoginRules {
    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");
    private static final Set<String> SCHEMES = Set.of("https", "http");

    private LoginRules() {}

    /** @param known the login so far, whose secret stays if no other is given for one of its kind */
    static Login login(RegistryRequest request, @Nullable Login known, Instant now) {
        String kind = request.login() == null ? impliedKind(request, known) : request.login();
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "static" ->
                new Login.Static(username(request), password(request, known instanceof Login.Static ? known : null));
            case "expiring" ->
                new Login.Expiring(
                        username(request),
                        password(request, known instanceof Login.Expiring ? known : null),
                        expiresAt(request.expiresAt(), now));
            case "ecr" -> exchanged(request, known instanceof Login.Exchanged key ? key : null);
            default -> throw Refused.invalid("login must be static, expiring or ecr, not " + kind + ".");
        };
    }

    private static String impliedKind(RegistryRequest request, @Nullable Login known) {
        if (request.expiresAt() != null) {
            return "expiring";
        }
        boolean silent = request.username() == null && request.password() == null;
        return request.accessKeyId() != null || (silent && known instanceof Login.Exchanged) ? "ecr" : "static";
    }

    private static String username(RegistryRequest request) {
        return required(request.username(), "username");
    }

    private static String password(RegistryRequest request, @Nullable Login known) {
        return required(request.password() == null && known != null ? known.secret() : request.password(), "password");
    }

    private static Login.Exchanged exchanged(RegistryRequest request, Login.@Nullable Exchanged known) {
        String key = given(request.accessKeyId(), known == null ? null : known.username(), "accessKeyId");
        String knownSecret = known != null && key.equals(known.username()) ? known.secret() : null;
        return new Login.Exchanged(
                key,
                given(request.secretAccessKey(), knownSecret, "secretAccessKey"),
                region(given(request.region(), known == null ? null : known.region(), "region")),
                endpoint(request.endpoint()));
    }

    private static String region(String given) {
        if (!REGION.matcher(given).matches()) {
            throw Refused.invalid("region must be the name of a region, as eu-central-1, not " + given + ".");
        }
        return given;
    }

    private static @Nullable URI endpoint(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        try {
            var url = new URI(given.strip());
            if (url.getScheme() != null
                    && SCHEMES.contains(url.getScheme())
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw badEndpoint();
        }
        throw badEndpoint();
    }

    private static Refused badEndpoint() {
        return Refused.invalid("endpoint must be an address, as https://api.ecr.eu-central-1.amazonaws.com, without a"
                + " user or a query in it.");
    }

    private static Instant expiresAt(@Nullable String given, Instant now) {
        try {
            Instant expiresAt =
                    OffsetDateTime.parse(required(given, "expiresAt").strip()).toInstant();
            if (expiresAt.isAfter(now)) {
                return expiresAt;
            }
        } catch (DateTimeException e) {
            throw Refused.invalid("expiresAt must be a time, as 2027-01-31T00:00:00Z, not " + given + ".");
        }
        throw Refused.invalid("expiresAt is over: " + given + ". Give a login that is still good.");
    }

    private static String given(@Nullable String said, @Nullable String known, String field) {
        return required(said == null ? known : said, field);
    }

    static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw Refused.invalid(field + " is missing.");
        }
        return value;
    }
}
