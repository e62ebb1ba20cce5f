package dev.slipway.builder.image;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Supplier;

/** Puts tags on images that a registry has. */
@ApplicationScoped
public class RegistryTags {
    private static final int TRIES = 3;

    private final RegistryHttp registry;

    RegistryTags(RegistryHttp registry) {
        this.registry = registry;
    }

    /**
     * Every tag names the image afterwards. Blocks.
     *
     * @param name registry and repository
     * @throws PushDenied if the registry refuses the login
     * @throws ImageFailed if the registry does not have the image any more, or can't be asked
     */
    public void put(String name, String digest, List<String> tags, RegistryLogin login) {
        HttpResponse<byte[]> manifest = asked(name, digest, login, () -> HttpRequest.newBuilder()
                .header("Accept", RegistryHttp.MANIFESTS)
                .GET());
        String type =
                manifest.headers().firstValue("Content-Type").orElse("application/vnd.oci.image.manifest.v1+json");
        for (String tag : tags) {
            asked(name, tag, login, () -> HttpRequest.newBuilder()
                    .header("Content-Type", type)
                    .PUT(BodyPublishers.ofByteArray(manifest.body())));
        }
    }

    /** A registry that fails is asked again; what it says in the end is an answer. */
    private HttpResponse<byte[]> asked(
            String name, String reference, RegistryLogin login, Supplier<HttpRequest.Builder> request) {
        try {
            HttpResponse<byte[]> answer = registry.manifest(name, reference, login, request);
            for (int tries = 1; answer.statusCode() >= 500 && tries < TRIES; tries++) {
                answer = registry.manifest(name, reference, login, request);
            }
            check(name + (reference.contains(":") ? "@" : ":") + reference, answer.statusCode());
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageFailed("The push was interrupted.", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new ImageFailed("The registry of " + name + " can't be reached (" + e.getMessage() + ").", e);
        }
    }

    private static void check(String image, int status) {
        switch (status) {
            case 200, 201, 202 -> {}
            case 401, 403 -> throw DockerFailures.ofPush(image, "unauthorized: HTTP " + status, null);
            case 404 ->
                throw new ImageFailed("The registry does not have " + image + " any more; push or retry to build it.");
            default -> throw new ImageFailed("The registry answered " + status + " for " + image + ".");
        }
    }
}
