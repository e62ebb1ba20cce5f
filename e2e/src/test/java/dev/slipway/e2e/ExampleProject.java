package dev.slipway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.Provisioning;
import dev.slipway.local.forge.ForgeHook;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.forge.WorkTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** A repository below {@code examples}, as a team has copied it: only the names of hosts are others. */
final class ExampleProject {
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final Duration BUILT = Duration.ofMinutes(2);

    private final Slipway slipway;
    private final String slug;
    private final String path;
    private final WorkTree tree;

    private ExampleProject(Slipway slipway, String slug, String path, WorkTree tree) {
        this.slipway = slipway;
        this.slug = slug;
        this.path = path;
        this.tree = tree;
    }

    /**
     * A clone of a new, empty repository with the example's files, committed.
     *
     * @param name of the repository
     * @param hosts what to write instead of names of the example
     */
    static ExampleProject of(Slipway slipway, String example, String name, Map<String, String> hosts) {
        String slug = example + "-" + UUID.randomUUID().toString().substring(0, 8);
        String path = slug + "/" + name;
        slipway.forge().createProject(path);
        Path folder = slipway.folder().resolve("clones").resolve(slug).resolve(name);
        WorkTree tree = WorkTree.open(folder)
                .connect(slipway.forge().gitUrl(path), slipway.forge().token());
        copy(E2eFolder.repository().resolve("examples").resolve(example), tree, hosts);
        tree.commit("copy " + example);
        return new ExampleProject(slipway, slug, path, tree);
    }

    private static void copy(Path example, WorkTree tree, Map<String, String> hosts) {
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                for (Map.Entry<String, String> host : hosts.entrySet()) {
                    text = text.replace(host.getKey(), host.getValue());
                }
                tree.write(example.relativize(file).toString(), text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    WorkTree tree() {
        return tree;
    }

    /** Group and name on the forge. */
    String path() {
        return path;
    }

    /** Tells Slipway of the project, with these variables, and pushes. */
    ExampleProject push(Map<String, String> variables) {
        GitForge forge = slipway.forge();
        forge.setHook(path, new ForgeHook(slipway.address().gatewayUrl() + "/hooks/gitlab/" + slug, null, SECRET));
        var provisioning = new Provisioning(slipway.gateway());
        provisioning.registry("e2e", slipway.address().registry());
        provisioning.project(Map.of(
                "slug",
                slug,
                "gitUrl",
                forge.gitUrl(path),
                "gitUsername",
                GitForge.USERNAME,
                "gitToken",
                forge.token(),
                "registry",
                "e2e",
                "variables",
                variables,
                "signingSecret",
                SECRET));
        tree.push();
        return this;
    }

    /** The build of the push, once it has ended; it must have succeeded, and all of its deployments must be registered. */
    JsonNode built() {
        await().atMost(BUILT).until(() -> Set.of("SUCCEEDED", "FAILED")
                .contains(build().path("state").asText()));
        await().atMost(BUILT)
                .until(() -> build().path("state").asText().equals("FAILED")
                        || !build().path("deployments").isEmpty());
        JsonNode build = build();
        assertThat(build.path("state").asText())
                .as("%s: %s", slug, build.path("message").asText())
                .isEqualTo("SUCCEEDED");
        assertThat(build.path("deployments"))
                .as("%s: %s", slug, build.path("deployments"))
                .allSatisfy(one -> assertThat(one.path("outcome").asText()).isEqualTo("REGISTERED"));
        return build;
    }

    private JsonNode build() {
        JsonNode latest = slipway.gateway()
                .get("/slipway/v1/builds?limit=1&project=" + slug)
                .path(0)
                .path("id");
        return latest.isMissingNode() ? latest : slipway.gateway().get("/slipway/v1/builds/" + latest.asText());
    }

    /** What a command prints in the clone; it must succeed. */
    String run(Map<String, String> environment, String... command) {
        Finished finished = tryRun(environment, command);
        assertThat(finished.exitCode())
                .as("%s: %s", String.join(" ", command), finished.output())
                .isZero();
        return finished.output();
    }

    /** What became of a command. */
    Finished tryRun(Map<String, String> environment, String... command) {
        var inEnvironment = new ArrayList<>(List.of("env")); // which finds commands by the PATH that is given here
        inEnvironment.addAll(List.of(command));
        var builder = new ProcessBuilder(inEnvironment)
                .directory(tree.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PREFECT_") || name.startsWith("CI_"));
        builder.environment().putAll(environment);
        try {
            Process process =
                    builder.redirectInput(Path.of("/dev/null").toFile()).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Finished(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A command that has ended, and all that it printed. */
    record Finished(int exitCode, String output) {}
}
