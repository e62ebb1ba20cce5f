package dev.slipway.dispatcher.credential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.ContainerRefused;
import dev.slipway.dispatcher.container.ImageRequest;
import dev.slipway.dispatcher.container.RegistryLogin;
import dev.slipway.dispatcher.peer.Peers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The logins of registries, as the builder lends them. All calls fail with {@link ContainerRefused} if there is one that is no
 * good any more.
 */
@ApplicationScoped
public class RegistryLogins {
    private static final String PATH = "/internal/v1/registry-credentials";
    /** Many runs start from one image: what a registry said a moment ago still holds. */
    private static final Duration HOLDS = Duration.ofSeconds(10);

    private final Peers peers;
    private final Clock clock;
    private final Map<Asked, Accepted> accepted = new ConcurrentHashMap<>();

    RegistryLogins(Peers peers, Clock clock) {
        this.peers = peers;
        this.clock = clock;
    }

    /** What came with the job, else what the builder has for the image's registry, else nothing. */
    public RegistryLogin forImage(String workspace, ImageRequest image) {
        if (image.login() != null) {
            return image.login();
        }
        return peers.postToBuilder(PATH, Map.of("workspace", workspace, "image", image.reference()))
                .map(RegistryLogins::login)
                .orElse(RegistryLogin.ANONYMOUS);
    }

    /** What the builder has now for the registry at that address; empty if it knows it no more. */
    public Optional<RegistryLogin> at(String workspace, String address) {
        return peers.postToBuilder(PATH, Map.of("workspace", workspace, "address", address))
                .map(RegistryLogins::login);
    }

    /**
     * What the builder has for the image's registry, after that registry was shown it, which may be some seconds ago.
     *
     * @throws ContainerRefused if the registry does not have the image, or does not give it to that login
     */
    public RegistryLogin checked(String workspace, String image) {
        Instant now = clock.instant();
        accepted.values().removeIf(known -> !known.isFresh(now));
        return accepted.computeIfAbsent(
                        new Asked(workspace, image),
                        asked -> new Accepted(
                                check(workspace, image), clock.instant().plus(HOLDS)))
                .login();
    }

    private record Asked(String workspace, String image) {}

    private record Accepted(RegistryLogin login, Instant until) {
        boolean isFresh(Instant now) {
            return now.isBefore(until);
        }
    }

    private RegistryLogin check(String workspace, String image) {
        return peers.postToBuilder(PATH, Map.of("workspace", workspace, "image", image, "check", true))
                .map(answer -> unlessRefused(image, answer))
                .orElse(RegistryLogin.ANONYMOUS);
    }

    /** A registry that does not answer us may well answer the cluster. */
    private static RegistryLogin unlessRefused(String image, JsonNode answer) {
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
        if (answer.hasNonNull("refused")) {
            throw new ContainerRefused(
                    EndReason.IMAGE_PULL_DENIED, answer.path("refused").asText());
        }
        String expiresAt = answer.path("expiresAt").asText(null);
        return new RegistryLogin(
                answer.path("address").asText(),
                answer.path("username").asText(),
                answer.path("password").asText(),
                expiresAt == null ? null : Instant.parse(expiresAt));
    }
}
