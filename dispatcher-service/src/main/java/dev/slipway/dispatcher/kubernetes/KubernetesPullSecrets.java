package dev.slipway.dispatcher.kubernetes;

import dev.slipway.dispatcher.container.RegistryLogin;
import dev.slipway.dispatcher.credential.RegistryLogins;
import dev.slipway.dispatcher.dispatch.Installation;
import dev.slipway.dispatcher.template.JobManifest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The logins of known registries, in the namespaces where runs need them. A user's own pull secrets are left alone. */
@ApplicationScoped
class KubernetesPullSecrets {
    private static final Duration THERE = Duration.ofSeconds(30);
    private static final Duration LEAST_UNUSED = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final RegistryLogins logins;
    private final Installation installation;
    private final KubernetesPullSecretConfig config;
    private final Clock clock;
    private final Map<Key, Written> written = new ConcurrentHashMap<>();

    KubernetesPullSecrets(
            RegistryLogins logins, Installation installation, KubernetesPullSecretConfig config, Clock clock) {
        this.logins = logins;
        this.installation = installation;
        this.config = config;
        this.clock = clock;
    }

    /** Names the secrets to pull the manifest's images with, which are there when this returns; none where none is needed. */
    List<String> ensure(KubernetesCluster cluster, JobManifest manifest, String workspace) {
        Map<KubernetesPullSecret, RegistryLogin> needed = needed(manifest.namespace(), workspace, manifest.images());
        needed.forEach((secret, login) -> write(cluster, secret, login));
        return needed.keySet().stream().map(KubernetesPullSecret::name).toList();
    }

    /** Makes the secrets anew that a Job's images are pulled with, wherever somebody has removed them. */
    void restore(KubernetesCluster cluster, String namespace, String workspace, List<String> images) {
        needed(namespace, workspace, images)
                .forEach((secret, login) -> writer(cluster).write(secret.with(login, clock.instant())));
    }

    private Map<KubernetesPullSecret, RegistryLogin> needed(String namespace, String workspace, List<String> images) {
        var needed = new LinkedHashMap<KubernetesPullSecret, RegistryLogin>();
        for (String image : images) {
            RegistryLogin login = logins.checked(workspace, image);
            if (login.address() != null) {
                needed.put(new KubernetesPullSecret(installation.name(), workspace, namespace, login.address()), login);
            }
        }
        return needed;
    }

    /** How long a secret stays that nothing uses: longer than a Job is on its way after its secret was seen to. */
    Duration keepUnused() {
        return config.keepUnused().compareTo(LEAST_UNUSED) < 0 ? LEAST_UNUSED : config.keepUnused();
    }

    KubernetesPullSecretWriter writer(KubernetesCluster cluster) {
        return new KubernetesPullSecretWriter(
                cluster, installation.name(), keepUnused().dividedBy(4));
    }

    /** Many runs start from one registry: what was there a moment ago is there. */
    private void write(KubernetesCluster cluster, KubernetesPullSecret secret, RegistryLogin login) {
        var key = new Key(cluster, secret);
        Instant now = clock.instant();
        Written before = written.get(key);
        if (before != null
                && before.login().equals(login)
                && now.isBefore(before.at().plus(THERE))) {
            return;
        }
        writer(cluster).write(secret.with(login, now));
        if (written.size() >= MOST) {
            written.clear();
        }
        written.put(key, new Written(login, now));
    }

    /** A connection that was opened anew may lead elsewhere. */
    private record Key(KubernetesCluster cluster, KubernetesPullSecret secret) {}

    private record Written(RegistryLogin login, Instant at) {}
}
