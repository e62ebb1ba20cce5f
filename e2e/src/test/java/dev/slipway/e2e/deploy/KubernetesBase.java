package dev.slipway.e2e.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The manifests of {@code k8s/base}, as kustomize would put them together. */
record KubernetesBase(Path folder) {
    static final List<String> SERVICES =
            List.of("api-gateway", "build-service", "scheduler-service", "dispatcher-service");

    static KubernetesBase ofRepository() {
        return new KubernetesBase(Repository.root().resolve("k8s/base"));
    }

    /** The one object of that type in a service's folder. */
    <T extends HasMetadata> T one(String service, Class<T> type) {
        List<T> found = objects(folder.resolve(service)).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(service + " has " + found.size() + " of " + type.getSimpleName());
        }
        return found.getFirst();
    }

    /** All objects of the files that a folder's kustomization lists. */
    List<HasMetadata> objects(Path directory) {
        return resources(directory).stream()
                .filter(name -> name.endsWith(".yaml"))
                .map(directory::resolve)
                .flatMap(KubernetesBase::load)
                .toList();
    }

    /** What a folder's kustomization lists. */
    List<String> resources(Path directory) {
        try {
            return new YAMLMapper()
                    .readTree(read(directory.resolve("kustomization.yaml")))
                    .path("resources")
                    .valueStream()
                    .map(JsonNode::asText)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The YAML files that lie in a folder. */
    static List<String> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<HasMetadata> load(Path file) {
        Object loaded = new KubernetesSerialization()
                .unmarshal(new ByteArrayInputStream(read(file).getBytes(UTF_8)));
        return loaded instanceof Collection<?> many
                ? many.stream().map(HasMetadata.class::cast)
                : Stream.of((HasMetadata) loaded);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
