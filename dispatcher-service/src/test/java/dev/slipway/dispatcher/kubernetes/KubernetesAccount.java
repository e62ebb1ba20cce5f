package dev.slipway.dispatcher.kubernetes;

import dev.slipway.testkit.TestCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The account of {@code k8s/runner-role} in a namespace, which may do what that role allows and nothing else. */
final class KubernetesAccount {
    private static final Path MANIFESTS = Path.of("../k8s/runner-role");

    private final KubernetesClient admin;
    private final String namespace;

    private KubernetesAccount(KubernetesClient admin, String namespace) {
        this.admin = admin;
        this.namespace = namespace;
    }

    static KubernetesAccount in(KubernetesClient admin, String namespace) {
        apply(
                admin,
                new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build());
        var account = new KubernetesAccount(admin, namespace);
        account.apply(account.read("serviceaccount.yaml", ServiceAccount.class));
        RoleBinding binding = account.read("rolebinding.yaml", RoleBinding.class);
        binding.getSubjects().getFirst().setNamespace(namespace);
        account.apply(binding);
        account.allow(account.role());
        return account;
    }

    /** As it is in the repository. */
    Role role() {
        return read("role.yaml", Role.class);
    }

    void allow(Role role) {
        apply(role);
    }

    /** A definition for the API of clusters. */
    Map<String, Object> definition() {
        Config config = Config.fromKubeconfig(TestCluster.get().kubeconfig().toFile());
        String authority = new String(Base64.getDecoder().decode(config.getCaCertData()), StandardCharsets.UTF_8);
        return Map.of(
                "server", config.getMasterUrl(),
                "certificateAuthority", authority,
                "token", token(),
                "namespaces", List.of(namespace));
    }

    /** The kubeconfig of who may do everything. */
    static String ofAdministrator() {
        try {
            return Files.readString(TestCluster.get().kubeconfig());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String token() {
        var request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(3600L)
                .endSpec()
                .build();
        return admin.serviceAccounts()
                .inNamespace(namespace)
                .withName("slipway-runner")
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    private <T extends HasMetadata> T read(String file, Class<T> type) {
        try {
            T read = admin.getKubernetesSerialization().unmarshal(Files.readString(MANIFESTS.resolve(file)), type);
            read.getMetadata().setNamespace(namespace);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void apply(HasMetadata resource) {
        apply(admin, resource);
    }

    private static void apply(KubernetesClient admin, HasMetadata resource) {
        admin.resource(resource).createOr(existing -> existing.update());
    }
}
