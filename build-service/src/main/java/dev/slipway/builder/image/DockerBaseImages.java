package dev.slipway.builder.image;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Which content the names of base images stand for on the engine, as a build would use it. */
@ApplicationScoped
class DockerBaseImages {
    private static final Logger LOG = Logger.getLogger(DockerBaseImages.class);

    private final DockerEngine engine;
    private final ImageConfig config;

    DockerBaseImages(DockerEngine engine, ImageConfig config) {
        this.engine = engine;
        this.config = config;
    }

    /**
     * The ids by name. What the engine does not have it pulls, as the build would; if it can't, the answer is empty, and the
     * build will say why.
     *
     * @param fresh also what the engine has is asked of its registry
     */
    Optional<Map<String, String>> ids(
            Set<String> names, boolean fresh, List<RegistryLogin> logins, Consumer<String> log) {
        Map<String, String> ids = new TreeMap<>();
        for (String name : names) {
            try {
                if (fresh || !isThere(name)) {
                    log.accept("Pulling base image " + name);
                    pull(name, logins);
                }
                ids.put(name, engine.client().inspectImageCmd(name).exec().getId());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ImageFailed("The build was interrupted.", e);
            } catch (DockerException e) {
                LOG.debugf("the base image %s is not known: %s", name, e.getMessage());
                return Optional.empty();
            }
        }
        return Optional.of(ids);
    }

    private boolean isThere(String name) {
        try {
            engine.client().inspectImageCmd(name).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private void pull(String name, List<RegistryLogin> logins) throws InterruptedException {
        var pull = engine.client().pullImageCmd(name.contains("@") || tagged(name) ? name : name + ":latest");
        RegistryLogin.of(name, logins)
                .ifPresent(login -> pull.withAuthConfig(new AuthConfig()
                        .withRegistryAddress(login.host())
                        .withUsername(login.username())
                        .withPassword(login.password())));
        if (!pull.start().awaitCompletion(config.buildTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new ImageFailed("Pulling the base image " + name + " took too long.");
        }
    }

    private static boolean tagged(String name) {
        return name.lastIndexOf(':') > name.lastIndexOf('/');
    }
}
