package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dispatcher.container.RegistryLogin;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KubernetesPullSecretTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final KubernetesPullSecret SECRET =
            new KubernetesPullSecret("ours", "default", "runs", "registry.example:5000");
    private static final RegistryLogin LOGIN =
            new RegistryLogin("registry.example:5000", "AWS", "token", NOW.plusSeconds(3600));

    @Test
    void itsNameIsAStrongHashOfInstallationWorkspaceAndRegistry() {
        assertThat(SECRET.name()).matches("slipway-pull-[0-9a-f]{40}");
        assertThat(Stream.of(
                                SECRET,
                                new KubernetesPullSecret("theirs", "default", "runs", "registry.example:5000"),
                                new KubernetesPullSecret("ours", "other", "runs", "registry.example:5000"),
                                new KubernetesPullSecret("ours", "default", "runs", "registry.example:5001"))
                        .map(KubernetesPullSecret::name))
                .doesNotHaveDuplicates();
        // the same login in another namespace has the same name there
        assertThat(new KubernetesPullSecret("ours", "default", "other", "registry.example:5000").name())
                .isEqualTo(SECRET.name());
    }

    @Test
    void itSaysWhoseItIsForWhatAndUntilWhen() {
        Secret made = SECRET.with(LOGIN, NOW);

        assertThat(made.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "slipway")
                .containsEntry("dev.slipway/installation", "ours");
        assertThat(made.getMetadata().getAnnotations())
                .containsEntry("dev.slipway/registry", "registry.example:5000")
                .containsEntry("dev.slipway/expires-at", "2026-11-23T11:00:00Z");
        assertThat(KubernetesPullSecret.of(made)).contains(SECRET);
        assertThat(KubernetesPullSecret.isOurs(made, "ours")).isTrue();
        assertThat(KubernetesPullSecret.isOurs(made, "theirs")).isFalse();
    }

    @Test
    void itIsUpToDateWithTheSameLoginAndAYoungNoteOfUse() {
        Secret existing = SECRET.with(LOGIN, NOW);

        assertThat(isUpToDate(existing, SECRET.with(LOGIN, NOW.plusSeconds(59))))
                .isTrue();
        assertThat(isUpToDate(existing, SECRET.with(LOGIN, NOW.plusSeconds(60))))
                .isFalse();
        var other = new RegistryLogin("registry.example:5000", "AWS", "another", LOGIN.expiresAt());
        assertThat(isUpToDate(existing, SECRET.with(other, NOW))).isFalse();
        existing.getMetadata().getAnnotations().put("dev.slipway/used-at", "yesterday");
        assertThat(isUpToDate(existing, SECRET.with(LOGIN, NOW))).isFalse();
    }

    @Test
    void aJobIsLabelledWithTheSecretsThatItNames() {
        String label = KubernetesPullSecret.jobLabel(SECRET.name());

        assertThat(label).matches("dev[.]slipway/[a-z0-9-]{1,63}");
        assertThat(KubernetesPullSecret.namedBy(Map.of(label, "true", "dev.slipway/attempt", "1")))
                .containsExactly(SECRET.name());
    }

    @Test
    void aUsersOwnSecretIsNotOurs() {
        Secret theirs = SECRET.with(LOGIN, NOW);
        theirs.getMetadata().setName("regcred");

        assertThat(KubernetesPullSecret.isOurs(theirs, "ours")).isFalse();
    }

    private static boolean isUpToDate(Secret existing, Secret wanted) {
        return KubernetesPullSecret.isUpToDate(existing, wanted, Duration.ofMinutes(1));
    }
}
