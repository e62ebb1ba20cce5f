package dev.slipway.local.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import dev.slipway.local.process.CannotStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A kubeconfig as kubectl reads it: one context of it, with the files that it names put in. */
final class KubeconfigFile {
    private static final List<String> FILES = List.of("certificate-authority", "client-certificate", "client-key");
    private static final List<String> PROGRAMS = List.of("exec", "auth-provider");

    private final Path file;
    private final Map<?, ?> root;

    private KubeconfigFile(Path file, Map<?, ?> root) {
        this.file = file;
        this.root = root;
    }

    static KubeconfigFile read(Path file) {
        try {
            var settings = LoadSettings.builder().setLabel(file.toString()).build();
            if (new Load(settings).loadFromString(Files.readString(file)) instanceof Map<?, ?> root) {
                return new KubeconfigFile(file, root);
            }
        } catch (IOException e) {
            throw new CannotStart("The kubeconfig %s can't be read.".formatted(file), e);
        } catch (YamlEngineException e) {
            throw new CannotStart("%s is no kubeconfig: %s".formatted(file, e.getMessage()), e);
        }
        throw new CannotStart("%s is no kubeconfig.".formatted(file));
    }

    /** As JSON, which is YAML. */
    String selfContained(@Nullable String wanted) {
        String name = wanted == null ? Objects.toString(root.get("current-context"), "") : wanted;
        if (name.isEmpty()) {
            throw new CannotStart(
                    "%s has no current context; choose one with --context: %s".formatted(file, names("contexts")));
        }
        Map<?, ?> context = named("contexts", "context", name);
        Map<String, Object> cluster = inlined(named("clusters", "cluster", context.get("cluster")));
        Map<?, ?> known = named("users", "user", context.get("user"));
        refusePrograms(known, cluster);
        return json(name, cluster, withToken(known, inlined(known)));
    }

    private void refusePrograms(Map<?, ?> user, Map<String, Object> cluster) {
        for (String key : PROGRAMS) {
            if (user.get(key) instanceof Map<?, ?> program) {
                throw new CannotStart("""
                        This context gets its credential from a program (%s: %s), and Slipway runs none. Make a token, and add the \
                        cluster with it:
                          kubectl create token slipway-runner --namespace NAMESPACE --duration 8760h > token
                          ./slipway cluster add NAME --server %s --token-file token --ca CA-FILE --namespace NAMESPACE""".formatted(
                                key,
                                Objects.toString(program.get("command"), Objects.toString(program.get("name"), "")),
                                Objects.toString(cluster.get("server"), "URL")));
            }
        }
    }

    /** Data wins over files, as in kubectl. */
    private Map<String, Object> inlined(Map<?, ?> entry) {
        var complete = new LinkedHashMap<String, Object>();
        entry.forEach((key, value) -> complete.put(String.valueOf(key), value));
        for (String key : FILES) {
            Object path = complete.remove(key);
            if (path instanceof String given && !given.isEmpty()) {
                complete.computeIfAbsent(
                        key + "-data", data -> Base64.getEncoder().encodeToString(bytes(given)));
            }
        }
        return complete;
    }

    /** A file wins over a token, as in kubectl. */
    private Map<String, Object> withToken(Map<?, ?> known, Map<String, Object> user) {
        if (known.get("tokenFile") instanceof String path && !path.isEmpty()) {
            user.put("token", new String(bytes(path), StandardCharsets.UTF_8).strip());
        }
        user.remove("tokenFile");
        return user;
    }

    /** Relative to the kubeconfig. */
    private byte[] bytes(String path) {
        Path named = file.toAbsolutePath().resolveSibling(path);
        try {
            return Files.readAllBytes(named);
        } catch (IOException e) {
            throw new CannotStart("%s refers to the file %s, which can't be read.".formatted(file, named), e);
        }
    }

    private Map<?, ?> named(String list, String kind, @Nullable Object name) {
        return entries(list)
                .filter(entry -> Objects.equals(name, entry.get("name")))
                .map(entry -> entry.get(kind))
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(Map.class::cast)
                .findFirst()
                .orElseThrow(() -> new CannotStart(
                        "%s has no %s named '%s'; there is: %s".formatted(file, kind, name, names(list))));
    }

    private String names(String list) {
        return entries(list).map(entry -> String.valueOf(entry.get("name"))).collect(Collectors.joining(", "));
    }

    private Stream<Map<?, ?>> entries(String list) {
        return root.get(list) instanceof List<?> entries
                ? entries.stream().filter(Map.class::isInstance).map(Map.class::cast)
                : Stream.empty();
    }

    private static String json(String name, Map<String, Object> cluster, Map<String, Object> user) {
        var whole = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Config",
                "clusters",
                List.of(Map.of("name", name, "cluster", cluster)),
                "users",
                List.of(Map.of("name", name, "user", user)),
                "contexts",
                List.of(Map.of("name", name, "context", Map.of("cluster", name, "user", name))),
                "current-context",
                name);
        try {
            return Json.MAPPER.writeValueAsString(whole);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read can be written", e);
        }
    }
}
