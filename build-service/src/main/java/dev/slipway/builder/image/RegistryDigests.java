package dev.slipway.builder.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks a registry whether it has an image, and under which digest. */
@ApplicationScoped
public class RegistryDigests {
    private static final Logger LOG = Logger.getLogger(RegistryDigests.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127(\\.\\d{1,3}){3})(:\\d+)?");
    private static final String MANIFESTS = "application/vnd.oci.image.index.v1+json,"
            + "application/vnd.docker.distribution.manifest.list.v2+json,application/vnd.oci.image.manifest.v1+json,"
            + "application/vnd.docker.distribution.manifest.v2+json";

    private final ImageConfig config;
    private final HttpClient http;

    RegistryDigests(ImageConfig config) {
        this.config = config;
        this.http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    }

    /** The digest; empty if the registry does not say, which is no failure: the engine said it too. */
    Optional<String> find(String name, String tag, RegistryLogin login) throws InterruptedException {
        try {
            HttpResponse<Void> answer = manifest(name, tag, login);
            return answer.statusCode() == 200
                    ? answer.headers().firstValue("Docker-Content-Digest").filter(DIGEST.asMatchPredicate())
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("the registry did not say the digest of %s:%s: %s", name, tag, e);
            return Optional.empty();
        }
    }

    /**
     * Whether the registry gives the image to that login. Blocks for as long as a slow registry takes.
     *
     * @param image with registry, and tag or digest; {@code latest} without either
     */
    public ManifestAnswer ask(String image, RegistryLogin login) {
        int at = image.indexOf('@');
        String tagged = at < 0 ? image : image.substring(0, at);
        String name = withoutTag(tagged);
        String tag = name.length() < tagged.length() ? tagged.substring(name.length() + 1) : "latest";
        String reference = at < 0 ? tag : image.substring(at + 1);
        try {
            return meaning(manifest(name, reference, login).statusCode());
        } catch (IOException | IllegalArgumentException e) {
            LOG.debugf("the registry did not say whether it has %s: %s", image, e);
            return ManifestAnswer.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ManifestAnswer.UNKNOWN;
        }
    }

    private static String withoutTag(String reference) {
        int colon = reference.lastIndexOf(':');
        return colon > reference.lastIndexOf('/') ? reference.substring(0, colon) : reference;
    }

    private static ManifestAnswer meaning(int status) {
        return switch (status) {
            case 200 -> ManifestAnswer.FOUND;
            case 404 -> ManifestAnswer.MISSING;
            case 401, 403 -> ManifestAnswer.DENIED;
            default -> ManifestAnswer.UNKNOWN;
        };
    }

    private HttpResponse<Void> manifest(String name, String reference, RegistryLogin login)
            throws IOException, InterruptedException {
        String host = name.substring(0, name.indexOf('/'));
        String path = name.substring(name.indexOf('/') + 1);
        URI manifest = URI.create(scheme(host) + "://" + host + "/v2/" + path + "/manifests/" + reference);
        HttpResponse<Void> answer = head(manifest, null);
        return answer.statusCode() == 401 ? head(manifest, authorization(answer, path, login)) : answer;
    }

    private String scheme(String host) {
        boolean plain = LOOPBACK.matcher(host).matches()
                || config.insecureRegistries()
                        .map(hosts -> hosts.contains(host))
                        .orElse(false);
        return plain ? "http" : "https";
    }

    private HttpResponse<Void> head(URI uri, @Nullable String authorization) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Accept", MANIFESTS)
                .HEAD();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.discarding());
    }

    private @Nullable String authorization(HttpResponse<?> answer, String path, RegistryLogin login)
            throws IOException, InterruptedException {
        String header = answer.headers().firstValue("WWW-Authenticate").orElse("Basic");
        var challenge = AuthChallenge.parse(header);
        return challenge.scheme().equals("bearer") ? bearer(challenge, path, login) : basic(login);
    }

    private static String basic(RegistryLogin login) {
        String pair = login.username() + ":" + login.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    private @Nullable String bearer(AuthChallenge challenge, String path, RegistryLogin login)
            throws IOException, InterruptedException {
        String realm = challenge.parameters().get("realm");
        if (realm == null) {
            return null;
        }
        String scope = challenge.parameters().getOrDefault("scope", "repository:" + path + ":pull");
        String query = "service=" + URLEncoder.encode(challenge.parameters().getOrDefault("service", ""), UTF_8)
                + "&scope=" + URLEncoder.encode(scope, UTF_8);
        var request = HttpRequest.newBuilder(URI.create(realm + (realm.contains("?") ? "&" : "?") + query))
                .timeout(PATIENCE)
                .header("Authorization", basic(login))
                .build();
        JsonNode body =
                Json.MAPPER.readTree(http.send(request, BodyHandlers.ofString()).body());
        String token = body.path("token").asText(body.path("access_token").asText(""));
        return token.isEmpty() ? null : "Bearer " + token;
    }
}
