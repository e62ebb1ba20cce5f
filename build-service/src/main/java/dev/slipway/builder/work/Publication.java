package dev.slipway.builder.work;

import dev.slipway.builder.build.PushedImage;
import dev.slipway.builder.image.ImageBuilder;
import dev.slipway.builder.image.PushDenied;
import dev.slipway.builder.image.RegistryLogin;
import dev.slipway.builder.image.RegistryTags;
import dev.slipway.builder.login.Logins;
import dev.slipway.builder.manifest.PushStep;
import dev.slipway.builder.registry.Registry;
import dev.slipway.builder.reuse.KnownImage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Gets images into registries, with logins that may expire while images are built. */
@ApplicationScoped
class Publication {
    private static final Duration EXCHANGE = Duration.ofSeconds(60);

    private final ImageBuilder images;
    private final RegistryTags tags;
    private final Logins logins;

    Publication(ImageBuilder images, RegistryTags tags, Logins logins) {
        this.images = images;
        this.tags = tags;
        this.logins = logins;
    }

    /** What the project's registry is shown from the beginning of a build. */
    RegistryLogin login(String workspace, Registry registry, BuildLogWriter log) {
        logins.warning(registry).ifPresent(warning -> log.line("Warning: " + warning));
        return await(logins.current(workspace, registry));
    }

    /** What the registry of a push is shown. */
    RegistryLogin login(BuildInputs inputs, PushStep push) {
        return own(inputs, push).orElseGet(inputs::login);
    }

    /** The image with its digest; one that is there already only gets its tags. */
    PushedImage push(BuildInputs inputs, PushStep push, Optional<KnownImage> reused, BuildLogWriter log) {
        List<String> wanted = tags(push);
        if (reused.isEmpty()) {
            log.line("Pushing " + push.reference());
            String digest = withLogin(inputs, push, log, login -> images.push(push.name(), wanted, login, log::line));
            return new PushedImage(push.reference(), digest, false, null);
        }
        KnownImage image = reused.get();
        log.line("Tagging " + image.pinned() + " as " + String.join(", ", wanted));
        withLogin(inputs, push, log, login -> {
            tags.put(push.name(), image.digest(), wanted, login);
            return image.digest();
        });
        return new PushedImage(push.reference(), image.digest(), true, image.build());
    }

    private String withLogin(
            BuildInputs inputs, PushStep push, BuildLogWriter log, Function<RegistryLogin, String> work) {
        Optional<RegistryLogin> own = own(inputs, push);
        if (own.isPresent()) {
            return work.apply(own.get());
        }
        String workspace = inputs.build().source().workspace();
        RegistryLogin login = await(logins.current(workspace, inputs.registry()));
        log.hide(Set.of(login.password()));
        try {
            return work.apply(login);
        } catch (PushDenied e) {
            RegistryLogin other =
                    await(logins.another(workspace, inputs.registry(), login)).orElseThrow(() -> e);
            log.hide(Set.of(other.password()));
            log.line("The registry does not take the login any more; pushing again with a new one");
            return work.apply(other);
        }
    }

    /** The credentials of the file, unless they are those of the project's registry. */
    private static Optional<RegistryLogin> own(BuildInputs inputs, PushStep push) {
        return Optional.ofNullable(push.credentials())
                .filter(given -> !given.password().equals(inputs.login().password()))
                .map(given -> new RegistryLogin(given.registry(), given.username(), given.password(), null));
    }

    private static List<String> tags(PushStep push) {
        List<String> tags = new ArrayList<>(List.of(push.tag()));
        push.additionalTags().stream().filter(tag -> !tags.contains(tag)).forEach(tags::add);
        return tags;
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(EXCHANGE);
    }
}
