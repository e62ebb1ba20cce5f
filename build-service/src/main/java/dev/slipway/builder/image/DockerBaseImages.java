package dev.slipway.builder.image;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
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
            Set<String> names, boolean fresh, Map<String, RegistryLogin> logins, Consumer<String> log) {
        Map<String, String> ids = new TreeMap<>();
        for (String name : names) {
            try {
                pullIfNeeded(name, fresh, logins, log);
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

    /**
     * Has the images on the engine, each pulled with its own login.
     *
     * @param fresh also what the engine has is asked of its registry
     */
    void fetch(Set<String> names, boolean fresh, Map<String, RegistryLogin> logins, Consumer<String> log) {
        for (String name : names) {
            try {
                pullIfNeeded(name, fresh, logins, log);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ImageFailed("The build was interrupted.", e);
            } catch (DockerException e) {
                throw new ImageFailed(DockerFailures.ofBuild(name + ": " + e.getMessage(), List.of()), e);
            }
        }
    }

    /** Those that are on the engine, by what their registry calls them if they came from it. */
    List<ParentImage> present(Set<String> names) {
        return names.stream().sorted().flatMap(name -> present(name).stream()).toList();
    }

    private Optional<ParentImage> present(String name) {
        try {
            var image = engine.client().inspectImageCmd(name).exec();
            Optional<String> published = Optional.ofNullable(image.getRepoDigests()).stream()
                    .flatMap(List::stream)
                    .filter(digest -> repository(digest).equals(repository(name)))
                    .map(digest -> digest.substring(digest.indexOf('@') + 1))
                    .findFirst();
            return Optional.of(new ParentImage(name, published.orElseGet(image::getId), published.isPresent()));
        } catch (DockerException e) {
            LOG.debugf("the base image %s is not known: %s", name, e.getMessage());
            return Optional.empty();
        }
    }

    private static String repository(String name) {
        String unpinned = name.replaceFirst("@.*", "");
        return tagged(unpinned) ? unpinned.substring(0, unpinned.lastIndexOf(':')) : unpinned;
    }

    private void pullIfNeeded(String name, boolean fresh, Map<String, RegistryLogin> logins, Consumer<String> log)
            throws InterruptedException {
        if (fresh || !isThere(name)) {
            log.accept("Pulling base image " + name);
            pull(name, Optional.ofNullable(logins.get(name)));
        }
    }

    private boolean isThere(String name) {
        try {
            engine.client().inspectImageCmd(name).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private void pull(String name, Optional<RegistryLogin> login) throws InterruptedException {
        var pull = engine.client().pullImageCmd(name.contains("@") || tagged(name) ? name : name + ":latest");
        login.ifPresent(one -> pull.withAuthConfig(DockerLogins.of(one)));
        if (!pull.start().awaitCompletion(config.buildTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new ImageFailed("Pulling the base image " + name + " took too long.");
        }
    }

    private static boolean tagged(String name) {
        return name.lastIndexOf(':') > name.lastIndexOf('/');
    }
}
