package dev.slipway.dispatcher.credential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.dispatcher.container.ImageRequest;
import dev.slipway.dispatcher.container.RegistryLogin;
import dev.slipway.dispatcher.peer.Peers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** The credential of an image's registry. */
@ApplicationScoped
public class RegistryLogins {
    private final Peers peers;

    RegistryLogins(Peers peers) {
        this.peers = peers;
    }

    /** What came with the job, else what the builder has for the image's registry, else nothing. */
    public RegistryLogin forImage(String workspace, ImageRequest image) {
        if (image.login() != null) {
            return image.login();
        }
        return peers.postToBuilder(
                        "/internal/v1/registry-credentials", Map.of("workspace", workspace, "image", image.reference()))
                .map(RegistryLogins::login)
                .orElse(RegistryLogin.ANONYMOUS);
    }

    private static RegistryLogin login(JsonNode answer) {
        return new RegistryLogin(
                answer.path("address").asText(),
                answer.path("username").asText(),
                answer.path("password").asText());
    }
}
