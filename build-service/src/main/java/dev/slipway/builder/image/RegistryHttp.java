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
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks registries, with a login shown in the way that the registry wants. Blocks. */
@ApplicationScoped
class RegistryHttp {
    static final String MANIFESTS = "application/vnd.oci.image.index.v1+json,"
            + "application/vnd.docker.distribution.manifest.list.v2+json,application/vnd.oci.image.manifest.v1+json,"
            + "application/vnd.docker.distribution.manifest.v2+json";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127(\\.\\d{1,3}){3})(:\\d+)?");

    private final ImageConfig config;
    private final HttpClient http;

    RegistryHttp(ImageConfig config) {
        this.config = config;
        this.http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    }

    /**
     * The answer to a request about a manifest; without a login first, as clients do.
     *
     * @param name registry and repository
     * @param reference tag or digest
     * @param request made anew for each try, without address and credential
     */
    HttpResponse<byte[]> manifest(
            String name, String reference, RegistryLogin login, Supplier<HttpRequest.Builder> request)
            throws IOException, InterruptedException {
        String path = name.substring(name.indexOf('/') + 1);
        URI manifest = base(name.substring(0, name.indexOf('/'))).resolve(path + "/manifests/" + reference);
        HttpResponse<byte[]> answer = send(request, manifest, null);
        return answer.statusCode() == 401
                ? send(request, manifest, authorization(answer, "repository:" + path + ":pull", login))
                : answer;
    }

    /** The answer to what a registry is asked for by {@code docker login}, and the one before the login was shown. */
    List<HttpResponse<byte[]>> base(RegistryLogin login) throws IOException, InterruptedException {
        URI base = base(login.host());
        HttpResponse<byte[]> answer = send(HttpRequest::newBuilder, base, null);
        return answer.statusCode() == 401
                ? List.of(answer, send(HttpRequest::newBuilder, base, authorization(answer, "", login)))
                : List.of(answer);
    }

    private URI base(String host) {
        return URI.create(scheme(host) + "://" + host + "/v2/");
    }

    private HttpResponse<byte[]> send(Supplier<HttpRequest.Builder> request, URI uri, @Nullable String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder one = request.get().uri(uri).timeout(PATIENCE);
        if (authorization != null) {
            one.header("Authorization", authorization);
        }
        return http.send(one.build(), BodyHandlers.ofByteArray());
    }

    private String scheme(String host) {
        boolean plain = LOOPBACK.matcher(host).matches()
                || config.insecureRegistries()
                        .map(hosts -> hosts.contains(host))
                        .orElse(false);
        return plain ? "http" : "https";
    }

    /** @param scope what a token is for, if the registry does not say; empty for nothing but that it is one */
    private @Nullable String authorization(HttpResponse<?> answer, String scope, RegistryLogin login)
            throws IOException, InterruptedException {
        String header = answer.headers().firstValue("WWW-Authenticate").orElse("Basic");
        var challenge = AuthChallenge.parse(header);
        return challenge.scheme().equals("bearer") ? bearer(challenge, scope, login) : basic(login);
    }

    private static String basic(RegistryLogin login) {
        String pair = login.username() + ":" + login.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    private @Nullable String bearer(AuthChallenge challenge, String scope, RegistryLogin login)
            throws IOException, InterruptedException {
        String realm = challenge.parameters().get("realm");
        if (realm == null) {
            return null;
        }
        String asked = challenge.parameters().getOrDefault("scope", scope);
        String query = "service=" + URLEncoder.encode(challenge.parameters().getOrDefault("service", ""), UTF_8)
                + (asked.isEmpty() ? "" : "&scope=" + URLEncoder.encode(asked, UTF_8));
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
