package dev.slipway.builder.work;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Ids;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.forge.WorkTree;
import dev.slipway.testkit.TestRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A team: a forge, a private registry, and what the gateway would tell of their pushes. */
final class Forge implements AutoCloseable {
    static final String ZEROS = "0".repeat(40);
    private static final Ids IDS = Ids.timeOrdered(Clock.systemUTC());

    final GitForge git;
    final TestRegistry registry;
    private final Path folder;

    Forge(Path folder) throws IOException {
        this.folder = folder;
        this.git = GitForge.start(folder.resolve("forge"));
        this.registry = TestRegistry.start();
    }

    /** A project of the builder with its repository. */
    WorkTree project(BuilderClient builder, String slug) {
        return project(builder, slug, git.token(), Map.of());
    }

    WorkTree project(BuilderClient builder, String slug, String gitToken, Map<String, String> variables) {
        git.createProject("team/" + slug);
        builder.put(
                "/slipway/v1/registries/" + slug,
                Map.of(
                        "address", registry.address(),
                        "username", TestRegistry.USERNAME,
                        "password", TestRegistry.PASSWORD));
        builder.put(
                "/internal/v1/projects/" + slug,
                Map.of(
                        "gitUrl", git.gitUrl("team/" + slug),
                        "gitToken", gitToken,
                        "registry", slug,
                        "variables", variables));
        return WorkTree.open(folder.resolve(slug)).connect(git.gitUrl("team/" + slug), git.token());
    }

    static Envelope<PushReceived> push(String project, String before, String after) {
        return push(project, "main", before, after);
    }

    static Envelope<PushReceived> push(String project, String branch, String before, String after) {
        var id = IDS.next();
        var now = Instant.now();
        var commit = new PushReceived.Commit(
                after,
                "a change",
                "a change\n",
                "2026-11-23T04:00:00Z",
                "Ada",
                "ada@example.com",
                List.of(),
                List.of(),
                List.of());
        var push = new PushReceived(
                "default",
                id,
                project,
                "refs/heads/" + branch,
                before,
                after,
                "main",
                new PushReceived.Pusher("Ada", "ada", "ada@example.com"),
                List.of(commit),
                false,
                Map.of(),
                now);
        return new Envelope<>(IDS.next(), "/api-gateway", now, id.toString(), null, null, push);
    }

    @Override
    public void close() {
        git.close();
        registry.stop();
    }
}
