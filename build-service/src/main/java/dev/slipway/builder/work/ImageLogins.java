package dev.slipway.builder.work;

import dev.slipway.builder.image.RegistryLogin;
import dev.slipway.builder.login.Logins;
import dev.slipway.builder.registry.Registry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** With which login each image of a build is pulled and pushed: only those are asked for, and handed on. Blocks. */
@ApplicationScoped
class ImageLogins {
    private static final Duration EXCHANGE = Duration.ofSeconds(60);

    private final Logins logins;

    ImageLogins(Logins logins) {
        this.logins = logins;
    }

    /** What the project's registry is shown from the beginning of a build. */
    RegistryLogin ofProject(String workspace, Registry registry, BuildLogWriter log) {
        logins.warning(registry).ifPresent(warning -> log.line("Warning: " + warning));
        return await(logins.current(workspace, registry));
    }

    /** Empty if the image is in none of the registered registries. */
    Optional<RegistryLogin> of(BuildInputs inputs, String image, BuildLogWriter log) {
        return inputs.registryOf(image).map(registry -> {
            RegistryLogin login = await(logins.current(inputs.workspace(), registry));
            log.hide(Set.copyOf(List.of(login.password(), registry.login().secret())));
            return login;
        });
    }

    /** By image, without those that are in none of the registered registries. */
    Map<String, RegistryLogin> of(BuildInputs inputs, Collection<String> images, BuildLogWriter log) {
        Map<String, RegistryLogin> found = new TreeMap<>();
        images.forEach(image -> of(inputs, image, log).ifPresent(login -> found.put(image, login)));
        return found;
    }

    /** What to try after the image's registry has refused that one; empty if there is nothing else. */
    Optional<RegistryLogin> another(BuildInputs inputs, String image, RegistryLogin refused, BuildLogWriter log) {
        Optional<RegistryLogin> other = inputs.registryOf(image)
                .flatMap(registry -> await(logins.another(inputs.workspace(), registry, refused)));
        other.ifPresent(login -> log.hide(Set.of(login.password())));
        return other;
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(EXCHANGE);
    }
}
