package dev.slipway.dispatcher.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.contracts.run.v1.RunDue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Compares the Jobs of a corpus with those that the real worker of prefect-kubernetes makes of it. */
class KubernetesTemplateIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path RESOURCES = Path.of("src/test/resources/kubernetes");
    private static final String ATTEMPT = "attempt";

    @TempDir
    Path home = Path.of("");

    @TestFactory
    Stream<DynamicTest> everyJobIsTheWorkersButForWhatIsMeantToDiffer() throws Exception {
        List<JsonNode> cases = new ArrayList<>();
        JSON.readTree(realWorker()).forEach(cases::add);
        assertThat(cases).hasSizeGreaterThan(50);
        var served = DynamicTest.dynamicTest("the template of new pools", () -> assertThat(served())
                .isEqualTo(cases.getFirst().get("template")));
        return Stream.concat(
                Stream.of(served),
                cases.stream()
                        .map(one -> DynamicTest.dynamicTest(one.path("name").asText(), () -> compare(one))));
    }

    /** What the scheduler gives to clients that make a pool. */
    private static JsonNode served() throws IOException {
        return JSON.readTree(Path.of("../scheduler-service/src/main/resources/collections/worker-metadata.json")
                        .toFile())
                .at("/prefect-kubernetes/kubernetes/default_base_job_configuration");
    }

    private static void compare(JsonNode one) {
        boolean isToBeRefused = one.path("name").asText().startsWith("refused");
        assertThat(one.has("error")).as("the worker says: %s", one.get("error")).isEqualTo(isToBeRefused);
        if (isToBeRefused) {
            assertThatThrownBy(() -> rendered(one)).isInstanceOf(InvalidConfiguration.class);
            return;
        }
        JobManifest manifest = rendered(one).withCredential(ATTEMPT);
        var expected = (ObjectNode) one.get("job");
        ((ObjectNode) expected.get("metadata")).remove("generateName");

        assertThat(likeTheWorkers(manifest)).isEqualTo(expected);
        String slug =
                one.path("slug").isNull() ? "prefect-job" : one.path("slug").asText();
        assertThat(manifest.name())
                .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?-sw[0-9a-f]{12}")
                .hasSizeLessThanOrEqualTo(52);
        assertThat(slug).startsWith(manifest.name().replaceFirst("-sw[0-9a-f]{12}$", ""));
    }

    private static JobManifest rendered(JsonNode one) {
        var config = KubernetesRuns.config(with(KubernetesRuns.EVERYTHING_ALLOWED, "api-url", "http://api.test/api"));
        RunDue due = due(one);
        return new KubernetesTemplate(config, "home").render(due, JobConfiguration.of(due));
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        var more = new HashMap<>(settings);
        more.put(key, value);
        return more;
    }

    /** Our Job without what is meant to differ; all else has to be the same. */
    private static JsonNode likeTheWorkers(JobManifest manifest) {
        var job = (ObjectNode) KubernetesRuns.tree(manifest);
        assertThat(job.at("/metadata/name").asText()).isEqualTo(manifest.name());
        ((ObjectNode) job.get("metadata")).remove("name");
        for (String labels : List.of("/metadata/labels", "/spec/template/metadata/labels")) {
            var ours = List.of("workspace", "run-id", "attempt", "installation", "digest");
            ours.forEach(name -> assertThat(((ObjectNode) job.at(labels)).remove("dev.slipway/" + name))
                    .isNotNull());
        }
        for (String list : List.of("containers", "initContainers")) {
            job.at("/spec/template/spec/" + list).forEach(container -> {
                assertThat(((ObjectNode) container)
                                .remove("terminationMessagePolicy")
                                .asText())
                        .isEqualTo("FallbackToLogsOnError");
                container.path("env").forEach(entry -> reveal((ObjectNode) entry, manifest));
            });
        }
        return job;
    }

    private static void reveal(ObjectNode entry, JobManifest manifest) {
        JsonNode reference = entry.at("/valueFrom/secretKeyRef");
        if (reference.path("name").asText().equals(manifest.name())) {
            entry.remove("valueFrom");
            entry.put(
                    "value",
                    manifest.secretEnvironment().get(reference.path("key").asText()));
        }
    }

    private static RunDue due(JsonNode one) {
        JsonNode run = one.get("run");
        JsonNode template = one.get("template");
        var defaults = new HashMap<String, Object>();
        template.at("/variables/properties").properties().forEach(property -> {
            if (property.getValue().has("default")) {
                defaults.put(
                        property.getKey(), JSON.convertValue(property.getValue().get("default"), Object.class));
            }
        });
        String deployment = run.get("deploymentId").textValue();
        String updated = run.get("deploymentUpdated").textValue();
        return new RunDue(
                "default",
                UUID.fromString(run.get("id").asText()),
                1,
                run.get("name").asText(),
                UUID.fromString(run.get("flowId").asText()),
                run.get("flowName").asText(),
                deployment == null ? null : UUID.fromString(deployment),
                run.get("deploymentName").textValue(),
                updated == null ? null : Instant.parse(updated),
                UUID.fromString(run.get("poolId").asText()),
                run.get("poolName").asText(),
                "kubernetes",
                "default",
                JSON.convertValue(template.get("job_configuration"), new TypeReference<>() {}),
                defaults,
                JSON.convertValue(one.get("variables"), new TypeReference<>() {}),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private String realWorker() throws IOException, InterruptedException {
        String cache =
                System.getenv().getOrDefault("SLIPWAY_CACHE", System.getProperty("user.home") + "/.cache/slipway");
        Files.createDirectories(home.resolve(".prefect"));
        Files.writeString(home.resolve(".prefect/profiles.toml"), "active = \"none\"\n[profiles.none]\n");
        Path errors = home.resolve("errors");
        var python = new ProcessBuilder(
                        cache + "/venv-prefect-kubernetes-0.8.0/bin/python", RESOURCES + "/real_worker.py")
                .redirectInput(RESOURCES.resolve("corpus.json").toFile())
                .redirectError(errors.toFile());
        python.environment().keySet().removeIf(name -> name.startsWith("PREFECT_"));
        python.environment()
                .putAll(Map.of(
                        "HOME",
                        home.toString(),
                        "PREFECT_API_URL",
                        "http://api.test/api",
                        "PREFECT_API_AUTH_STRING",
                        ATTEMPT));
        Process worker = python.start();
        String said = new String(worker.getInputStream().readAllBytes(), UTF_8);
        assertThat(worker.waitFor(1, TimeUnit.MINUTES) && worker.exitValue() == 0)
                .as(() -> read(errors))
                .isTrue();
        return said;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
