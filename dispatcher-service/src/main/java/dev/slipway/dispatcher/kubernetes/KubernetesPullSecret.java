package dev.slipway.dispatcher.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.container.RegistryLogin;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The secret with which pods pull from one registry in one namespace. Pure.
 *
 * @param installation whose it is
 * @param workspace whose login it holds
 * @param address of the registry
 */
record KubernetesPullSecret(String installation, String workspace, String namespace, String address) {
    static final String REGISTRY = "dev.slipway/registry";
    static final String EXPIRES_AT = "dev.slipway/expires-at";
    static final String USED_AT = "dev.slipway/used-at";
    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String SLIPWAY = "slipway";

    private static final String WORKSPACE = "dev.slipway/workspace";
    private static final String JOB_LABEL = "dev.slipway/pull-";
    private static final String PREFIX = "slipway-pull-";
    static final String TYPE = "kubernetes.io/dockerconfigjson";
    private static final String KEY = ".dockerconfigjson";
    private static final int HASH_BYTES = 20;

    /** What the secret says that it is; empty if it does not say it. */
    static Optional<KubernetesPullSecret> of(Secret secret) {
        String installation = label(secret, Labels.INSTALLATION);
        String workspace = annotation(secret, WORKSPACE);
        String address = annotation(secret, REGISTRY);
        return installation == null || workspace == null || address == null
                ? Optional.empty()
                : Optional.of(new KubernetesPullSecret(
                        installation, workspace, secret.getMetadata().getNamespace(), address));
    }

    /** Whether a dispatcher of that installation made it, in whatever version. */
    static boolean isOurs(Secret secret, String installation) {
        return installation.equals(label(secret, Labels.INSTALLATION))
                && TYPE.equals(secret.getType())
                && isOurs(secret.getMetadata().getName());
    }

    /** What a Job is labelled with that names the secret of that name, for who keeps no more of Jobs than their labels. */
    static String jobLabel(String name) {
        return JOB_LABEL + name.substring(PREFIX.length());
    }

    /** The names of the secrets that a Job is labelled with. */
    static Stream<String> namedBy(Map<String, String> jobLabels) {
        return jobLabels.keySet().stream()
                .filter(label -> label.startsWith(JOB_LABEL))
                .map(label -> PREFIX + label.substring(JOB_LABEL.length()));
    }

    /** Whether only dispatchers give such names: users' own are reserved. */
    static boolean isOurs(String name) {
        return name.startsWith(PREFIX);
    }

    String name() {
        return PREFIX + hash(String.join("\n", installation, workspace, address));
    }

    Secret with(RegistryLogin login, Instant usedAt) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name())
                .withNamespace(namespace)
                .withLabels(Map.of(Labels.INSTALLATION, installation, MANAGED_BY, SLIPWAY))
                .withAnnotations(Map.of(
                        WORKSPACE,
                        workspace,
                        REGISTRY,
                        address,
                        EXPIRES_AT,
                        login.expiresAt() == null ? "never" : login.expiresAt().toString(),
                        USED_AT,
                        usedAt.toString()))
                .endMetadata()
                .withType(TYPE)
                .withData(Map.of(
                        KEY,
                        Base64.getEncoder().encodeToString(dockerConfig(login).getBytes(UTF_8))))
                .build();
    }

    /** Whether one of them can stand for the other: the same login, and used of late. */
    static boolean isUpToDate(Secret existing, Secret wanted, Duration usedWithin) {
        return Objects.equals(existing.getData(), wanted.getData())
                && Objects.equals(annotation(existing, EXPIRES_AT), annotation(wanted, EXPIRES_AT))
                && usedAt(existing).plus(usedWithin).isAfter(usedAt(wanted));
    }

    /** When it was last known to be needed. */
    static Instant usedAt(Secret secret) {
        String usedAt = annotation(secret, USED_AT);
        try {
            return Instant.parse(usedAt == null ? secret.getMetadata().getCreationTimestamp() : usedAt);
        } catch (DateTimeParseException e) {
            // somebody has written into it
            return Instant.EPOCH;
        }
    }

    private String dockerConfig(RegistryLogin login) {
        String pair = login.username() + ":" + login.password();
        String auth = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        return new JsonObject()
                .put("auths", Map.of(address, Map.of("auth", auth)))
                .encode();
    }

    private static @Nullable String label(Secret secret, String name) {
        Map<String, String> labels = secret.getMetadata().getLabels();
        return labels == null ? null : labels.get(name);
    }

    private static @Nullable String annotation(Secret secret, String name) {
        Map<String, String> annotations = secret.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(name);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
