package dev.slipway.dispatcher.kubernetes;

import dev.slipway.dispatcher.container.ImageRequest;
import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.container.PullPolicy;
import dev.slipway.dispatcher.container.RegistryLogin;
import dev.slipway.dispatcher.credential.RegistryLogins;
import dev.slipway.dispatcher.dispatch.Installation;
import dev.slipway.dispatcher.template.JobManifest;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The credentials of known registries, in the namespaces where runs need them. A user's own pull secrets are left alone. */
@ApplicationScoped
class KubernetesPullSecrets {
    private final RegistryLogins logins;
    private final Installation installation;

    KubernetesPullSecrets(RegistryLogins logins, Installation installation) {
        this.logins = logins;
        this.installation = installation;
    }

    /** Names the secrets to pull the manifest's images with, which are there when this returns; none where none is needed. */
    List<String> ensure(KubernetesCluster cluster, JobManifest manifest, String workspace) {
        var names = new ArrayList<String>();
        for (String image : manifest.images()) {
            RegistryLogin login = logins.forImage(workspace, new ImageRequest(image, PullPolicy.IF_NOT_PRESENT, null));
            if (login.address() != null) {
                Secret secret = secret(manifest.namespace(), login, login.address());
                cluster.call(client -> client.resource(secret)
                        .inNamespace(manifest.namespace())
                        .createOr(existing -> existing.update()));
                names.add(secret.getMetadata().getName());
            }
        }
        return names.stream().distinct().toList();
    }

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
        return new io.vertx.core.json.JsonObject()
                .put("auths", Map.of(address, Map.of("auth", auth)))
                .encode();
    }

    private static String hash(String text) {
        return HexFormat.of().toHexDigits(text.hashCode());
    }
}
