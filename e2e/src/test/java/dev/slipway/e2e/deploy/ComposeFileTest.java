package dev.slipway.e2e.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeFileTest {
    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?");

    @Test
    void composeAcceptsTheFile(@TempDir Path temp) throws Exception {
        var process = new ProcessBuilder(composeCommand(temp))
                .directory(Repository.root().toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void everyServiceIsCheckedAndBounded() throws IOException {
        assertThat(names(file().path("services")))
                .containsAll(KubernetesBase.SERVICES)
                .contains("postgres", "kafka", "registry");
        assertThat(file().path("services")).allSatisfy(service -> {
            assertThat(service.has("healthcheck")).isTrue();
            assertThat(names(limits(service))).contains("cpus", "memory");
        });
    }

    @Test
    void nothingIsPublishedToTheWorld() throws IOException {
        assertThat(file().path("services").findValues("ports").stream().flatMap(JsonNode::valueStream))
                .isNotEmpty()
                .allSatisfy(port -> assertThat(port.asText())
                        .matches("(127\\.0\\.0\\.1|\\$\\{DOCKER_BRIDGE_ADDRESS.*}):\\d+:\\d+"));
    }

    @Test
    void kafkaKeepsWhatItKeepsInItsVolume() throws IOException {
        JsonNode kafka = file().path("services").path("kafka");

        assertThat(kafka.path("volumes").path(0).asText())
                .isEqualTo("kafka:"
                        + kafka.path("environment").path("KAFKA_LOG_DIRS").asText());
    }

    @Test
    void imagesRunAsAnUnprivilegedUser() throws IOException {
        for (String service : KubernetesBase.SERVICES) {
            String dockerfile =
                    Files.readString(Repository.root().resolve(service).resolve("src/main/docker/Dockerfile.jvm"));
            assertThat(dockerfile).contains("\nUSER 10001:10001\n");
        }
    }

    /** Values for the variables that compose/env writes; none of them is a secret here. */
    private static List<String> composeCommand(Path temp) throws IOException, InterruptedException {
        var values = new StringBuilder();
        var matcher = REQUIRED.matcher(composeFile());
        while (matcher.find()) {
            values.append(matcher.group(1)).append("=x\n");
        }
        Path env = Files.writeString(temp.resolve("env"), values);
        boolean plugin =
                new ProcessBuilder("docker", "compose", "version").start().waitFor() == 0;
        List<String> arguments = List.of("--env-file", env.toString(), "-f", "docker-compose.yml", "config", "-q");
        return Stream.concat(
                        (plugin ? List.of("docker", "compose") : List.of("docker-compose")).stream(),
                        arguments.stream())
                .toList();
    }

    private static String composeFile() throws IOException {
        return Files.readString(Repository.root().resolve("docker-compose.yml"));
    }

    private static JsonNode file() throws IOException {
        return new YAMLMapper().readTree(composeFile());
    }

    /** The services' limits stand in a fragment, which a reader without merge keys leaves unmerged. */
    private static JsonNode limits(JsonNode service) throws IOException {
        JsonNode holder = service.has("deploy") ? service : file().path("x-service");
        return holder.path("deploy").path("resources").path("limits");
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }
}
