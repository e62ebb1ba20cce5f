package dev.slipway.dispatcher.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import dev.slipway.dispatcher.problem.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of a user's kubeconfig that counts: the current context with its cluster and user, and of those only what is data.
 * What would read a file here or run a program here is refused.
 */
final class Kubeconfig {
    private static final List<String> OF_CLUSTER =
            List.of("server", "certificate-authority-data", "insecure-skip-tls-verify", "tls-server-name", "proxy-url");
    private static final List<String> OF_USER =
            List.of("token", "client-certificate-data", "client-key-data", "username", "password");
    private static final List<String> FILES =
            List.of("certificate-authority", "client-certificate", "client-key", "tokenFile");
    private static final List<String> PROGRAMS = List.of("exec", "auth-provider");
    private static final List<String> IMPERSONATION = List.of("as", "as-uid", "as-groups", "as-user-extra");

    private final Map<String, Object> cluster;
    private final Map<String, Object> user;

    private Kubeconfig(Map<String, Object> cluster, Map<String, Object> user) {
        this.cluster = cluster;
        this.user = user;
    }

    static Kubeconfig read(String text) {
        Map<?, ?> root = KubeconfigYaml.mapping(text);
        String current = name(root.get("current-context"));
        if (current == null) {
            throw Refused.invalid("The kubeconfig has no current-context. Choose one: kubectl config use-context NAME");
        }
        Map<?, ?> context = named(root, "contexts", "context", current);
        Map<?, ?> cluster = named(root, "clusters", "cluster", name(context.get("cluster")));
        Map<?, ?> user = named(root, "users", "user", name(context.get("user")));
        refuseWhatIsNoData(cluster);
        refuseWhatIsNoData(user);
        var read = new Kubeconfig(withServer(only(OF_CLUSTER, cluster)), withCredential(only(OF_USER, user)));
        checkCertificate(read.cluster, "certificate-authority-data");
        checkCertificate(read.user, "client-certificate-data");
        return read;
    }

    /** Complete in itself, with nothing that was not asked for. */
    ClusterAccess.Kubeconfig access() {
        var whole = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Config",
                "clusters",
                List.of(Map.of("name", "cluster", "cluster", cluster)),
                "users",
                List.of(Map.of("name", "user", "user", user)),
                "contexts",
                List.of(Map.of("name", "context", "context", Map.of("cluster", "cluster", "user", "user"))),
                "current-context",
                "context");
        try {
            return new ClusterAccess.Kubeconfig(Json.MAPPER.writeValueAsString(whole));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    String server() {
        return String.valueOf(cluster.get("server"));
    }

    private static void checkCertificate(Map<String, Object> entry, String key) {
        if (entry.get(key) instanceof String encoded) {
            try {
                byte[] pem = Base64.getDecoder().decode(encoded.strip());
                ClusterRules.certificates(new String(pem, StandardCharsets.US_ASCII), key);
            } catch (IllegalArgumentException e) {
                throw Refused.invalid("The kubeconfig's " + key + " is not base64.");
            }
        }
    }

    private static void refuseWhatIsNoData(Map<?, ?> entry) {
        for (String key : PROGRAMS) {
            if (entry.containsKey(key)) {
                throw Refused.invalid(
                        "The kubeconfig gets its credential from a program (" + key + "), which the dispatcher"
                                + " does not run. Use a token: kubectl create token SERVICE-ACCOUNT --namespace NAMESPACE"
                                + " --duration 8760h");
            }
        }
        for (String key : FILES) {
            if (entry.containsKey(key) && !entry.containsKey(key + "-data")) {
                throw Refused.invalid("The kubeconfig refers to a file (" + key
                        + "), which is not here. Put the files into" + " it: kubectl config view --minify --flatten");
            }
        }
        for (String key : IMPERSONATION) {
            if (entry.containsKey(key)) {
                throw Refused.invalid("The kubeconfig acts as somebody else (" + key
                        + "), which is not supported. Use a" + " credential of the account itself.");
            }
        }
    }

    private static Map<String, Object> withServer(Map<String, Object> cluster) {
        Object server = cluster.get("server");
        cluster.put("server", ClusterRules.server(server == null ? null : String.valueOf(server)));
        return cluster;
    }

    private static Map<String, Object> withCredential(Map<String, Object> user) {
        boolean complete = user.containsKey("token")
                || (user.containsKey("client-certificate-data") && user.containsKey("client-key-data"))
                || (user.containsKey("username") && user.containsKey("password"));
        if (!complete) {
            throw Refused.invalid("The user of the kubeconfig's current context has no credential: it needs a token, or"
                    + " client-certificate-data and client-key-data.");
        }
        return user;
    }

    private static Map<String, Object> only(List<String> keys, Map<?, ?> entry) {
        var kept = new LinkedHashMap<String, Object>();
        for (String key : keys) {
            Object value = entry.get(key);
            if (value instanceof String || value instanceof Boolean) {
                kept.put(key, value);
            } else if (value != null) {
                throw Refused.invalid("The kubeconfig's " + key + " is no text.");
            }
        }
        return kept;
    }

    private static Map<?, ?> named(Map<?, ?> root, String list, String kind, @Nullable String name) {
        return entries(root, list)
                .filter(entry -> name != null && name.equals(name(entry.get("name"))))
                .map(entry -> entry.get(kind))
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(Map.class::cast)
                .findFirst()
                .orElseThrow(() -> Refused.invalid("The kubeconfig's current context needs the " + kind + " " + name
                        + ", which is not in it. There is: "
                        + entries(root, list)
                                .map(entry -> String.valueOf(entry.get("name")))
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    private static Stream<Map<?, ?>> entries(Map<?, ?> root, String list) {
        return root.get(list) instanceof List<?> entries
                ? entries.stream().filter(Map.class::isInstance).map(Map.class::cast)
                : Stream.empty();
    }

    private static @Nullable String name(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? text : null;
    }
}
