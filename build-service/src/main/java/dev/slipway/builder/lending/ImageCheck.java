package dev.slipway.builder.lending;

import dev.slipway.builder.image.ManifestAnswer;
import dev.slipway.builder.image.RegistryDigests;
import dev.slipway.builder.image.RegistryLogin;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whether a registry gives an image to its login. That it does is believed for a short while: many runs start from one image. */
@ApplicationScoped
class ImageCheck {
    private static final Duration BELIEVED = Duration.ofSeconds(30);
    private static final int MOST = 1_000;

    private final RegistryDigests digests;
    private final Clock clock;
    private final Map<Question, Instant> found = new ConcurrentHashMap<>();

    ImageCheck(RegistryDigests digests, Clock clock) {
        this.digests = digests;
        this.clock = clock;
    }

    Uni<ManifestAnswer> of(String image, RegistryLogin login) {
        var question = new Question(image, login);
        Instant since = found.get(question);
        if (since != null && clock.instant().isBefore(since.plus(BELIEVED))) {
            return Uni.createFrom().item(ManifestAnswer.FOUND);
        }
        return Uni.createFrom()
                .item(() -> digests.ask(image, login))
                .runSubscriptionOn(
                        task -> Thread.ofVirtual().name("image-check").start(task))
                .invoke(answer -> remember(question, answer));
    }

    private void remember(Question question, ManifestAnswer answer) {
        if (answer != ManifestAnswer.FOUND) {
            found.remove(question);
            return;
        }
        if (found.size() >= MOST) {
            found.clear();
        }
        found.put(question, clock.instant());
    }

    private record Question(String image, RegistryLogin login) {}
}
