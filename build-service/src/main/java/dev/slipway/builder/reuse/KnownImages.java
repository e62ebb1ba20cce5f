package dev.slipway.builder.reuse;

import dev.slipway.builder.build.Source;
import dev.slipway.builder.image.RegistryDigests;
import dev.slipway.builder.image.RegistryLogin;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Remembers what images are made of, so that the same is not made twice. Blocks; a memory that fails costs a build only. */
@ApplicationScoped
public class KnownImages {
    private static final Logger LOG = Logger.getLogger(KnownImages.class);
    private static final Duration STATEMENT = Duration.ofSeconds(10);

    private final KnownImageRepository images;
    private final RegistryDigests registry;
    private final Clock clock;

    KnownImages(KnownImageRepository images, RegistryDigests registry, Clock clock) {
        this.images = images;
        this.registry = registry;
        this.clock = clock;
    }

    /** The image that was made of the same, if its registry still gives it to that login. */
    public Optional<KnownImage> find(Source source, String name, String key, RegistryLogin login) {
        try {
            Optional<KnownImage> known =
                    images.find(source, name, key, clock.instant()).await().atMost(STATEMENT);
            return known.filter(image -> isThere(source, key, image, login));
        } catch (RuntimeException e) {
            LOG.warnf("whether %s is built already is not known: %s", name, e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isThere(Source source, String key, KnownImage image, RegistryLogin login) {
        return switch (registry.ask(image.pinned(), login)) {
            case FOUND -> true;
            case MISSING -> {
                images.forget(source, key, image).await().atMost(STATEMENT);
                yield false;
            }
            case DENIED, UNKNOWN -> false;
        };
    }

    /** From now on the image is found. */
    public void remember(Source source, String key, KnownImage image) {
        try {
            images.save(source, key, image, clock.instant()).await().atMost(STATEMENT);
        } catch (RuntimeException e) {
            LOG.warnf("%s is not remembered: %s", image.pinned(), e.getMessage());
        }
    }
}
