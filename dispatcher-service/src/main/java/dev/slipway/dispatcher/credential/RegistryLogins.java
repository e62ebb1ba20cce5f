package dev.slipway.dispatcher.credential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.ContainerRefused;
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

    /**
     * What the builder has for the image's registry, after that registry was shown it.
     *
     * @throws ContainerRefused if the registry does not have the image, or does not give it to that login
     */
    public RegistryLogin checked(String workspace, String image) {
        return peers.postToBuilder(
                        "/internal/v1/registry-credentials",
                        Map.of("workspace", workspace, "image", image, "check", true))
                .map(answer -> accepted(image, answer))
                .orElse(RegistryLogin.ANONYMOUS);
    }

    /** A registry that does not answer us may well answer the cluster. */
    private static RegistryLogin accepted(String image, JsonNode answer) {
        RegistryLogin login = login(answer);
        return switch (answer.path("manifest").asText()) {
            case "MISSING" ->
                throw new ContainerRefused(
                        EndReason.IMAGE_NOT_FOUND,
                        "The registry " + login.address() + " has no image " + image
                                + ". Push the project again, or name another image.");
            case "DENIED" ->
                throw new ContainerRefused(
                        EndReason.IMAGE_PULL_DENIED,
                        "The registry " + login.address() + " does not give the image " + image
                                + " to the login that Slipway has for it. Change the registry's credential"
                                + " (/slipway/v1/registries).");
            default -> login;
        };
    }

    private static RegistryLogin login(JsonNode answer) {
        return new RegistryLogin(
                answer.path("address").asText(),
                answer.path("username").asText(),
                answer.path("password").asText());
    }
}
