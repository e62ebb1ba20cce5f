package dev.slipway.local.clusterbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.local.client.RunningSlipway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** An image without layers in the private registry: nobody will run it, but it is looked for before each run. */
final class EmptyImage {
    private static final String REPOSITORY = "/v2/bench/flow";
    private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG =
            "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}";
    private static final String MANIFEST = """
            {"schemaVersion": 2, "mediaType": "%s", "layers": [],
             "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "size": %d, "digest": "%s"}}
            """;

    private final RunningSlipway.Registry registry;
    private final HttpClient http;

    private EmptyImage(RunningSlipway.Registry registry, HttpClient http) {
        this.registry = registry;
        this.http = http;
    }

    /** Its name, with its digest. */
    static String push(RunningSlipway.Registry registry) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return new EmptyImage(registry, http).push();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String push() throws IOException, InterruptedException {
        URI upload = URI.create("http://" + registry.address() + REPOSITORY + "/blobs/uploads/");
        URI place = upload.resolve(send("POST", upload, "application/octet-stream", "")
                .headers()
                .firstValue("Location")
                .orElseThrow());
        String mark = place.getQuery() == null ? "?" : "&";
        send("PUT", URI.create(place + mark + "digest=" + digest(CONFIG)), "application/octet-stream", CONFIG);
        String manifest = MANIFEST.formatted(MANIFEST_TYPE, CONFIG.length(), digest(CONFIG));
        send("PUT", upload.resolve(REPOSITORY + "/manifests/1"), MANIFEST_TYPE, manifest);
        return registry.address() + "/bench/flow@" + digest(manifest);
    }

    private HttpResponse<String> send(String method, URI address, String type, String body)
            throws IOException, InterruptedException {
        String login = registry.username() + ":" + registry.password();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(address)
                        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))
                        .header("Content-Type", type)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + address + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private static String digest(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
