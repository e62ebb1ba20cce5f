package dev.slipway.builder.image;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Asks a registry whether it has an image, and under which digest. */
@ApplicationScoped
public class RegistryDigests {
    private static final Logger LOG = Logger.getLogger(RegistryDigests.class);
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private final RegistryHttp registry;

    RegistryDigests(RegistryHttp registry) {
        this.registry = registry;
    }

    /** The digest; empty if the registry does not say, which is no failure: the engine said it too. */
    Optional<String> find(String name, String tag, RegistryLogin login) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = head(name, tag, login);
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
            return meaning(head(name, reference, login).statusCode());
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

    private HttpResponse<byte[]> head(String name, String reference, RegistryLogin login)
            throws IOException, InterruptedException {
        return registry.manifest(name, reference, login, () -> HttpRequest.newBuilder()
                .header("Accept", RegistryHttp.MANIFESTS)
                .HEAD());
    }
}
