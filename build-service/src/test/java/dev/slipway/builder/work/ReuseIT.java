package dev.slipway.builder.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.local.forge.WorkTree;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import dev.slipway.testkit.TestEngine;
import dev.slipway.testkit.TestRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class ReuseIT {
    private static final DockerClient ENGINE = TestEngine.client();
    private static final String PREFECT = "prefecthq/prefect:3.8.8-python3.11";
    private static final String BASE = "slipway-test/reuse-base:1";
    private static Forge forge;
    private static Facts facts;
    private static TestLoop loop;
    private final BuilderClient gateway = new BuilderClient("gateway");

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        forge = new Forge(folder);
        facts = Facts.ofThisTest();
        loop = TestLoop.start();
    }

    @AfterAll
    static void stop() {
        loop.close();
        facts.close();
        forge.close();
        ENGINE.removeImageCmd(BASE).withForce(true).exec();
    }

    @Test
    void sameFilesBaseImageAndArgumentsAreBuiltOnce(@TempDir Path folder) throws Exception {
        base(folder, "one");
        WorkTree tree = project("reused");
        String first = push(tree, "reused", Forge.ZEROS);
        JsonNode built = image(first);
        tree.write("README.md", "Nothing that an image has.");

        String second = push(tree, "reused", first);

        JsonNode reused = image(second);
        assertThat(built.path("reused").asBoolean()).isFalse();
        assertThat(reused.path("reused").asBoolean()).isTrue();
        assertThat(reused.path("digest")).isEqualTo(built.path("digest"));
        assertThat(reused.path("builtBy").asText())
                .isEqualTo(build(first).path("id").asText());
        assertThat(registry("HEAD", second).headers().firstValue("Docker-Content-Digest"))
                .contains(built.path("digest").asText());
        assertThat(log(second)).contains("Reusing ").doesNotContain("Step 1/");
        assertThat(facts.awaitOne(BuildSucceeded.class, event -> event.commit().equals(second))
                        .data()
                        .deployments())
                .allSatisfy(deployment -> assertThat(deployment.jobVariables().get("image"))
                        .asString()
                        .endsWith("@" + built.path("digest").asText()));
    }

    @Test
    void anotherBaseImageIsAnotherImageAndOneThatIsGoneIsBuiltAgain(@TempDir Path folder) throws Exception {
        base(folder, "one");
        WorkTree tree = project("rebuilt");
        String first = push(tree, "rebuilt", Forge.ZEROS);
        image(first);
        base(folder, "two");
        tree.write("README.md", "with another base");

        String second = push(tree, "rebuilt", first);

        assertThat(image(second).path("reused").asBoolean()).isFalse();
        assertThat(image(second).path("digest")).isNotEqualTo(image(first).path("digest"));

        HttpResponse<String> gone =
                registry("DELETE", "rebuilt", image(second).path("digest").asText());
        assertThat(gone.statusCode()).isEqualTo(202);
        tree.write("README.md", "after somebody tidied up");

        String third = push(tree, "rebuilt", second);

        assertThat(image(third).path("reused").asBoolean()).isFalse();
        assertThat(registry("HEAD", "rebuilt", third).statusCode()).isEqualTo(200);
    }

    /** An image with Prefect that differs by a label only. */
    private static void base(Path folder, String label) throws IOException {
        Path dockerfile = Files.writeString(
                folder.resolve("Dockerfile-" + label), "FROM " + PREFECT + "\nLABEL of=" + label + "\n");
        ENGINE.buildImageCmd(dockerfile.toFile())
                .withTags(Set.of(BASE))
                .exec(new BuildImageResultCallback())
                .awaitImageId();
    }

    private WorkTree project(String slug) {
        WorkTree tree = forge.project(gateway, slug);
        Repositories.hello(tree, slug);
        tree.write("prefect.yaml", tree.read("prefect.yaml").replace("dockerfile: auto", "dockerfile: Dockerfile"));
        tree.write("Dockerfile", "ARG BASE=" + BASE + "\nFROM $BASE\nCOPY . /opt/prefect/" + slug + "\n");
        tree.write(".dockerignore", "README.md\n.git\n");
        return tree;
    }

    private static String push(WorkTree tree, String project, String before) {
        String commit = tree.commit("a change");
        tree.push();
        facts.send(Forge.push(project, before, commit));
        return commit;
    }

    private JsonNode image(String commit) {
        return build(commit).path("images").path(0);
    }

    private JsonNode build(String commit) {
        JsonNode ended = await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> find(commit), build -> build.path("finishedAt").isTextual());
        assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("SUCCEEDED");
        return ended;
    }

    private JsonNode find(String commit) {
        for (JsonNode build : gateway.get("/slipway/v1/builds")) {
            if (build.path("commit").asText().equals(commit)) {
                return build;
            }
        }
        return MissingNode.getInstance();
    }

    private String log(String commit) {
        return gateway.get("/slipway/v1/builds/" + build(commit).path("id").asText() + "/log")
                .toString();
    }

    private static HttpResponse<String> registry(String method, String tag) throws Exception {
        return registry(method, "reused", tag);
    }

    private static HttpResponse<String> registry(String method, String project, String reference) throws Exception {
        String pair = TestRegistry.USERNAME + ":" + TestRegistry.PASSWORD;
        var uri = URI.create("http://" + forge.registry.address() + "/v2/team/" + project + "/manifests/" + reference);
        var request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/vnd.docker.distribution.manifest.v2+json")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))
                .method(method, BodyPublishers.noBody());
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
