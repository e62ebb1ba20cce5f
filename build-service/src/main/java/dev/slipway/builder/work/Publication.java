package dev.slipway.builder.work;

import dev.slipway.builder.image.ImageBuilder;
import dev.slipway.builder.image.PushDenied;
import dev.slipway.builder.image.RegistryLogin;
import dev.slipway.builder.login.Logins;
import dev.slipway.builder.manifest.BuildPlan;
import dev.slipway.builder.manifest.PushStep;
import dev.slipway.builder.registry.Registry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gets images into registries, with logins that may expire while images are built. */
@ApplicationScoped
class Publication {
    private static final Duration EXCHANGE = Duration.ofSeconds(60);

    private final ImageBuilder images;
    private final Logins logins;

    Publication(ImageBuilder images, Logins logins) {
        this.images = images;
        this.logins = logins;
    }

    /** What the project's registry is shown from the beginning of a build. */
    RegistryLogin login(String workspace, Registry registry, BuildLogWriter log) {
        logins.warning(registry).ifPresent(warning -> log.line("Warning: " + warning));
        return await(logins.current(workspace, registry));
    }

    /** The digests by reference. */
    Map<String, String> push(BuildInputs inputs, BuildPlan plan, BuildLogWriter log) {
        Map<String, String> digests = new LinkedHashMap<>();
        for (PushStep push : plan.pushes()) {
            log.line("Pushing " + push.reference());
            digests.put(push.reference(), push(inputs, push, log));
        }
        return digests;
    }

    private String push(BuildInputs inputs, PushStep push, BuildLogWriter log) {
        PushStep.Credentials given = push.credentials();
        if (given != null && !given.password().equals(inputs.login().password())) {
            var login = new RegistryLogin(given.registry(), given.username(), given.password(), null);
            return images.push(push.name(), tags(push), login, log::line);
        }
        String workspace = inputs.build().source().workspace();
        RegistryLogin login = await(logins.current(workspace, inputs.registry()));
        log.hide(Set.of(login.password()));
        try {
            return images.push(push.name(), tags(push), login, log::line);
        } catch (PushDenied e) {
            RegistryLogin other =
                    await(logins.another(workspace, inputs.registry(), login)).orElseThrow(() -> e);
            log.hide(Set.of(other.password()));
            log.line("The registry does not take the login any more; pushing again with a new one");
            return images.push(push.name(), tags(push), other, log::line);
        }
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
