package dev.slipway.e2e.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeFileTest {
    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?");

    @TempDir
    Path temp;

    @Test
    void composeAcceptsTheFile() throws Exception {
        var process = new ProcessBuilder(composeCommand())
                .directory(Repository.root().toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void everyServiceIsCheckedAndBounded() throws IOException {
        assertThat(services().keySet()).containsAll(KubernetesBase.SERVICES).contains("postgres", "kafka", "registry");
        assertThat(services()).allSatisfy((name, service) -> {
            assertThat(service).containsKey("healthcheck");
            assertThat(limits(name)).containsKeys("cpus", "memory");
        });
    }

    @Test
    void nothingIsPublishedToTheWorld() throws IOException {
        assertThat(services()).allSatisfy((name, service) -> assertThat(ports(service))
                .allSatisfy(port -> assertThat(port).matches("(127\\.0\\.0\\.1|\\$\\{DOCKER_BRIDGE_ADDRESS.*}):\\d+:\\d+")));
    }

    @Test
    void imagesRunAsAnUnprivilegedUser() throws IOException {
        for (String service : KubernetesBase.SERVICES) {
            String dockerfile = Files.readString(
                    Repository.root().resolve(service).resolve("src/main/docker/Dockerfile.jvm"));
            assertThat(dockerfile).contains("\nUSER 10001:10001\n");
        }
    }

    /** Values for the variables that compose/env writes; none of them is a secret here. */
    private List<String> composeCommand() throws IOException, InterruptedException {
        var values = new StringBuilder();
        var matcher = REQUIRED.matcher(composeFile());
        while (matcher.find()) {
            values.append(matcher.group(1)).append("=x\n");
        }
        Path env = Files.writeString(temp.resolve("env"), values);
        boolean plugin = new ProcessBuilder("docker", "compose", "version").start().waitFor() == 0;
        List<String> arguments = List.of("--env-file", env.toString(), "-f", "docker-compose.yml", "config", "-q");
        return java.util.stream.Stream.concat(
                        (plugin ? List.of("docker", "compose") : List.of("docker-compose")).stream(), arguments.stream())
                .toList();
    }

    private static String composeFile() throws IOException {
        return Files.readString(Repository.root().resolve("docker-compose.yml"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() throws IOException {
        Map<String, Object> file = Serialization.unmarshal(composeFile(), Map.class);
        return (Map<String, Map<String, Object>>) file.get("services");
    }

    /** The limits stand in a fragment that a YAML reader without merge keys leaves unmerged. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> limits(String name) throws IOException {
        Map<String, Object> service = services().get(name);
        var holder = service.containsKey("deploy") ? service : (Map<String, Object>) service.get("<<");
        var deploy = (Map<String, Object>) holder.get("deploy");
        return (Map<String, Object>) ((Map<String, Object>) deploy.get("resources")).get("limits");
    }

    @SuppressWarnings("unchecked")
    private static List<String> ports(Map<String, Object> service) {
        return (List<String>) service.getOrDefault("ports", List.of());
    }
}
