package dev.slipway.builder.work;

import dev.slipway.builder.build.PushedImage;
import dev.slipway.builder.build.StageFailure;
import dev.slipway.builder.image.ImageBuilder;
import dev.slipway.builder.image.PushDenied;
import dev.slipway.builder.image.RegistryLogin;
import dev.slipway.builder.image.RegistryTags;
import dev.slipway.builder.manifest.PushStep;
import dev.slipway.builder.reuse.KnownImage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Gets images into registries, with logins that may expire while images are built. */
@ApplicationScoped
class Publication {
    private final ImageBuilder images;
    private final RegistryTags tags;
    private final ImageLogins logins;

    Publication(ImageBuilder images, RegistryTags tags, ImageLogins logins) {
        this.images = images;
        this.tags = tags;
        this.logins = logins;
    }

    /** What the registry of a push is shown: the file's credentials, else the registered login of the image. */
    RegistryLogin login(BuildInputs inputs, PushStep push, BuildLogWriter log) {
        Optional<RegistryLogin> own = own(push);
        own.ifPresent(given -> log.hide(Set.of(given.password())));
        return own.or(() -> logins.of(inputs, push.name(), log))
                .orElseThrow(() -> new StageFailure("No registered registry holds " + push.name() + "."));
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
        RegistryLogin login = login(inputs, push, log);
        try {
            return work.apply(login);
        } catch (PushDenied e) {
            RegistryLogin other = own(push).isPresent()
                    ? null
                    : logins.another(inputs, push.name(), login, log).orElse(null);
            if (other == null) {
                throw e;
            }
            log.line("The registry does not take the login any more; pushing again with a new one");
            return work.apply(other);
        }
    }

    private static Optional<RegistryLogin> own(PushStep push) {
        return Optional.ofNullable(push.credentials())
                .map(given -> new RegistryLogin(given.registry(), given.username(), given.password(), null));
    }

    private static List<String> tags(PushStep push) {
        List<String> tags = new ArrayList<>(List.of(push.tag()));
        push.additionalTags().stream().filter(tag -> !tags.contains(tag)).forEach(tags::add);
        return tags;
    }
}
