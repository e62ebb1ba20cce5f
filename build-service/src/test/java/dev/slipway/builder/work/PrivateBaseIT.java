package dev.slipway.builder.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.AuthConfig;
import dev.slipway.local.forge.WorkTree;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import dev.slipway.testkit.TestEngine;
import dev.slipway.testkit.TestRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that start from private images of other registries than the one they push to. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class PrivateBaseIT {
    private static final DockerClient ENGINE = TestEngine.client();
    private static final String ALICE = "password-of-alice";
    private static final String BOB = "password-of-bob";
    private static Forge forge;
    private static TestRegistry other;
    private static Facts facts;
    private static TestLoop loop;
    private static String base;
    private static String tools;
    private final BuilderClient gateway = new BuilderClient("gateway");

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        forge = new Forge(folder);
        other = TestRegistry.start();
        other.accept(Map.of("alice", ALICE, "bob", BOB));
        facts = Facts.ofThisTest();
        loop = TestLoop.start();
        base = publish(folder, other.address() + "/private/base", "alice", ALICE);
        tools = publish(folder, other.address() + "/tools/extra", "bob", BOB);
    }

    @AfterAll
    static void stop() {
        loop.close();
        facts.close();
        forge.close();
        other.stop();
        List.of(base, tools).forEach(PrivateBaseIT::forget);
    }

    /** Whoever shows that host the login without a path is refused. */
    @BeforeEach
    void registerLogins() {
        List.of(base, tools).forEach(PrivateBaseIT::forget);
        register("other", other.address(), "nobody", "a-wrong-password");
        register("other-private", other.address() + "/private", "alice", ALICE);
        register("other-tools", other.address() + "/tools", "bob", BOB);
    }

    @Test
    void aPrivateBaseImageOfAnotherRegistryIsPulledWithThatRegistrysLogin() {
        String dockerfile =
                "ARG REGISTRY=" + other.address() + "\nFROM ${REGISTRY}/private/base:1 AS first\nFROM first\n";

        JsonNode build = build("private-base", dockerfile, "");

        assertThat(build.path("state").asText()).as(build.toString()).isEqualTo("SUCCEEDED");
        assertThat(build.path("images").path(0).path("reference").asText())
                .startsWith(forge.registry.address() + "/team/private-base:");
        assertThat(log(build)).contains("Pulling base image " + base).doesNotContain(ALICE, TestRegistry.PASSWORD);
    }

    @Test
    void twoLoginsOfOneHostAreEachShownForTheirOwnPath() {
        String dockerfile = "FROM " + base + "\nCOPY --from=" + tools + " /file /extra\n";

        JsonNode build = build("two-logins", dockerfile, "pull: true");

        assertThat(build.path("state").asText()).as(build.toString()).isEqualTo("SUCCEEDED");
        assertThat(log(build))
                .contains("Pulling base image " + base, "Pulling base image " + tools)
                .doesNotContain(ALICE, BOB);
    }

    @Test
    void aBaseImageWhoseLoginIsWrongFailsTheBuildInWords() {
        forget(base);
        register("other-private", other.address() + "/private", "alice", "not-her-password");

        JsonNode build = build("wrong-login", "FROM " + base + "\n", "nocache: true");

        assertThat(build.path("state").asText()).isEqualTo("FAILED");
        assertThat(build.path("stage").asText()).isEqualTo("BUILD");
        assertThat(build.path("message").asText())
                .contains("base image can't be pulled")
                .doesNotContain("not-her-password");
    }

    private JsonNode build(String project, String dockerfile, String option) {
        WorkTree tree = forge.project(gateway, project);
        tree.write("Dockerfile", dockerfile);
        Repositories.existingImage(tree);
        tree.write("prefect.yaml", tree.read("prefect.yaml") + """
                build:
                  - prefect_docker.deployments.steps.build_docker_image:
                      image_name: "{{ $CI_REGISTRY_IMAGE }}"
                      tag: "{{ $CI_COMMIT_SHA }}"
                      %s
                push:
                  - prefect_docker.deployments.steps.push_docker_image:
                      image_name: "{{ image_name }}"
                      tag: "{{ tag }}"
                """.formatted(option));
        String commit = tree.commit("a change");
        tree.push();
        facts.send(Forge.push(project, Forge.ZEROS, commit));
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> gateway.get("/slipway/v1/builds?project=" + project)
                                .path(0),
                        build -> build.path("finishedAt").isTextual());
    }

    private String log(JsonNode build) {
        return gateway.get("/slipway/v1/builds/" + build.path("id").asText() + "/log")
                .toString();
    }

    private void register(String name, String address, String username, String password) {
        gateway.put(
                "/slipway/v1/registries/" + name,
                Map.of("address", address, "username", username, "password", password));
    }

    /** An image with one file, in its registry and nowhere else. */
    private static String publish(Path folder, String name, String username, String password)
            throws IOException, InterruptedException {
        Path context = Files.createDirectories(folder.resolve(username));
        Files.writeString(context.resolve("file"), username);
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY file /file\n");
        ENGINE.buildImageCmd(context.toFile())
                .withTags(Set.of(name + ":1"))
                .exec(new BuildImageResultCallback())
                .awaitImageId();
        ENGINE.pushImageCmd(name)
                .withTag("1")
                .withAuthConfig(new AuthConfig()
                        .withRegistryAddress(other.address())
                        .withUsername(username)
                        .withPassword(password))
                .start()
                .awaitCompletion();
        return name + ":1";
    }

    private static void forget(String image) {
        boolean isThere =
                ENGINE.listImagesCmd().withReferenceFilter(image).exec().size() > 0;
        if (isThere) {
            ENGINE.removeImageCmd(image).withForce(true).exec();
        }
    }
}
