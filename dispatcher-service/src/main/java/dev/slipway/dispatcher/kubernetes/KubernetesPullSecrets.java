package dev.slipway.dispatcher.kubernetes;

import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.container.RegistryLogin;
import dev.slipway.dispatcher.credential.RegistryLogins;
import dev.slipway.dispatcher.dispatch.Installation;
import dev.slipway.dispatcher.template.JobManifest;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The credentials of known registries, in the namespaces where runs need them. A user's own pull secrets are left alone. */
@ApplicationScoped
class KubernetesPullSecrets {
    private static final Duration THERE = Duration.ofSeconds(30);

    private final RegistryLogins logins;
    private final Installation installation;
    private final Clock clock;
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    KubernetesPullSecrets(RegistryLogins logins, Installation installation, Clock clock) {
        this.logins = logins;
        this.installation = installation;
        this.clock = clock;
    }

    /** Names the secrets to pull the manifest's images with, which are there when this returns; none where none is needed. */
    List<String> ensure(KubernetesCluster cluster, JobManifest manifest, String workspace) {
        var names = new ArrayList<String>();
        for (String image : manifest.images()) {
            RegistryLogin login = logins.checked(workspace, image);
            if (login.address() != null) {
                Secret secret = secret(manifest.namespace(), login, login.address());
                write(cluster, secret);
                names.add(secret.getMetadata().getName());
            }
        }
        return names.stream().distinct().toList();
    }

    /** Many runs start from one registry: what was written a moment ago is there. */
    private void write(KubernetesCluster cluster, Secret secret) {
        String key = cluster.definition().name() + "/" + secret.getMetadata().getNamespace() + "/"
                + secret.getMetadata().getName();
        var now = new Written(secret, clock.instant());
        Written before = written.get(key);
        if (before != null
                && before.secret().equals(secret)
                && now.at().isBefore(before.at().plus(THERE))) {
            return;
        }
        cluster.call(client -> client.resource(secret)
                .inNamespace(secret.getMetadata().getNamespace())
                .createOr(existing -> existing.update()));
        written.put(key, now);
    }

    private record Written(Secret secret, Instant at) {}

    private Secret secret(String namespace, RegistryLogin login, String address) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName("slipway-pull-" + hash(installation.name() + " " + address))
                .withNamespace(namespace)
                .withLabels(Map.of(Labels.INSTALLATION, installation.name()))
                .endMetadata()
                .withType("kubernetes.io/dockerconfigjson")
                .withStringData(Map.of(".dockerconfigjson", dockerConfig(login, address)))
                .build();
    }

    private static String dockerConfig(RegistryLogin login, String address) {
        String pair = login.username() + ":" + login.password();
        String auth = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return new JsonObject()
                .put("auths", Map.of(address, Map.of("auth", auth)))
                .encode();
    }

    private static String hash(String text) {
        return HexFormat.of().toHexDigits(text.hashCode());
    }
}
