package dev.slipway.local.clusterbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import dev.slipway.local.kubernetes.KubeNode;
import dev.slipway.local.process.Parallel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The node's API server, as an administrator calls it who is not Slipway. */
final class KubernetesApi implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern AUTHORITY = Pattern.compile("certificate-authority-data: (\\S+)");
    private static final int PAGE = 200;

    private final URI address;
    private final String token;
    private final HttpClient http;

    private KubernetesApi(URI address, String token, HttpClient http) {
        this.address = address;
        this.token = token;
        this.http = http;
    }

    static KubernetesApi of(KubeNode node) {
        node.kubectl("create", "serviceaccount", "bench");
        node.kubectl(
                "create",
                "clusterrolebinding",
                "bench",
                "--clusterrole=cluster-admin",
                "--serviceaccount=default:bench");
        String token = node.kubectl("create", "token", "bench", "--duration=3h").strip();
        var http = HttpClient.newBuilder().sslContext(trusting(node)).build();
        return new KubernetesApi(URI.create(node.apiUrl()), token, http);
    }

    JsonNode get(String path) {
        return send("GET", path, "application/json", null);
    }

    JsonNode post(String path, Object body) {
        return send("POST", path, "application/json", body);
    }

    /** A merge patch. */
    JsonNode patch(String path, Object body) {
        return send("PATCH", path, "application/merge-patch+json", body);
    }

    /** All objects of a list that have a label. */
    void pages(String path, String label, Consumer<List<JsonNode>> consumer) {
        String next = "";
        do {
            JsonNode page = get(path + "?limit=" + PAGE + "&labelSelector=" + label + "&continue=" + next);
            var objects = new ArrayList<JsonNode>();
            page.path("items").forEach(objects::add);
            consumer.accept(objects);
            next = page.path("metadata").path("continue").asText();
        } while (!next.isEmpty());
    }

    private JsonNode send(String method, String path, String type, @Nullable Object body) {
        try {
            var request = HttpRequest.newBuilder(address.resolve(path))
                    .timeout(TIMEOUT)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", type)
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            JsonNode read = Json.MAPPER.readTree(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        method + " " + path + ": " + read.path("message").asText());
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static SSLContext trusting(KubeNode node) {
        try {
            Matcher authority = AUTHORITY.matcher(Files.readString(node.kubeconfig()));
            if (!authority.find()) {
                throw new IllegalStateException("no certificate authority in " + node.kubeconfig());
            }
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "node",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(Base64.getDecoder().decode(authority.group(1)))));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The collection of a kind in the namespace of the runs. */
    static String jobs() {
        return "/apis/batch/v1/namespaces/default/jobs";
    }

    static String pods() {
        return "/api/v1/namespaces/default/pods";
    }

    /** What to do with many objects, by so many threads; fails with the first failure. */
    static <T> void parallel(List<T> all, int threads, Consumer<T> work) {
        var next = new AtomicInteger();
        Runnable worker = () -> {
            for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
                work.accept(all.get(i));
            }
        };
        Parallel.run(Collections.nCopies(threads, worker));
    }

    @Override
    public void close() {
        http.close();
    }
}
