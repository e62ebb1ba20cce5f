package dev.slipway.builder.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.builder.build.Build;
import dev.slipway.builder.build.BuildLog;
import dev.slipway.builder.build.Builds;
import dev.slipway.builder.build.Lease;
import dev.slipway.builder.build.LogLine;
import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.contracts.build.v1.BuildStage;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those who watch builds see and do. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class BuildStreamIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final UUID OWNER = new UUID(4, 4);
    private static Forge forge;
    private static Facts facts;
    private final BuilderClient gateway = new BuilderClient("gateway");

    @Inject
    Builds builds;

    @Inject
    BuildLog log;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        forge = new Forge(folder);
        facts = Facts.ofThisTest();
    }

    @AfterAll
    static void stop() {
        facts.close();
        forge.close();
    }

    @AfterEach
    void emptyTheQueue() {
        gateway.cancelBuilds();
    }

    @Test
    void logIsStreamedWhileItIsWrittenAndEndsWithTheBuild() throws Exception {
        forge.project(gateway, "watched");
        UUID id = queued("watched", Forge.ZEROS, "1".repeat(40));
        Lease lease = claim(id);
        write(lease, 1, "first");
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> stream = stream(id, 0, seen);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen.toString()).contains("first"));
        assertThat(stream).isNotDone();

        write(lease, 2, "second");
        builds.fail(lease, BuildStage.BUILD, "It broke.").await().atMost(PATIENCE);

        stream.orTimeout(15, TimeUnit.SECONDS).get();
        assertThat(seen.toString()).contains("second", "event:end", "\"state\":\"FAILED\"", "It broke.");
        Queue<String> resumed = new ConcurrentLinkedQueue<>();
        stream(id, 1, resumed).orTimeout(15, TimeUnit.SECONDS).get();
        assertThat(resumed.toString()).contains("id:2", "second", "event:end").doesNotContain("first");
        Queue<String> none = new ConcurrentLinkedQueue<>();
        stream(UUID.randomUUID(), 0, none).orTimeout(15, TimeUnit.SECONDS).get();
        assertThat(none.toString()).contains("event:end", "UNKNOWN", "does not exist");
    }

    @Test
    void retryBuildsTheSameCommitOnceMoreInItsPlace() {
        forge.project(gateway, "retried");
        UUID id = queued("retried", Forge.ZEROS, "1".repeat(40));
        builds.fail(claim(id), BuildStage.BUILD, "It broke.").await().atMost(PATIENCE);

        var again = gateway.post("/slipway/v1/builds/" + id + "/retry", Map.of());

        assertThat(again.path("id").asText()).isNotEqualTo(id.toString());
        assertThat(again.path("state").asText()).isEqualTo("QUEUED");
        assertThat(again.path("commit").asText()).isEqualTo("1".repeat(40));
        assertThat(again.path("generation").asLong()).isEqualTo(1);
        assertThat(gateway.post("/slipway/v1/builds/" + id + "/retry", Map.of()).path("id"))
                .isEqualTo(again.path("id"));
        assertThat(facts.awaitOne(BuildQueued.class, event -> event.buildId()
                                .toString()
                                .equals(again.path("id").asText()))
                        .data()
                        .commit())
                .isEqualTo("1".repeat(40));
    }

    @Test
    void whatANewerPushReplacedIsNotBuiltAgain() {
        forge.project(gateway, "outdated");
        UUID id = queued("outdated", Forge.ZEROS, "1".repeat(40));
        queued("outdated", "1".repeat(40), "2".repeat(40));

        var refused = gateway.send("POST", "/slipway/v1/builds/" + id + "/retry", Map.of());

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("newer push");
    }

    private UUID queued(String project, String before, String after) {
        facts.send(Forge.push(project, before, after));
        return facts.awaitOne(
                        BuildQueued.class,
                        event -> event.project().equals(project)
                                && event.commit().equals(after))
                .data()
                .buildId();
    }

    private Lease claim(UUID id) {
        Build claimed = builds.claim(OWNER, Duration.ofMinutes(1), 5)
                .await()
                .atMost(PATIENCE)
                .orElseThrow();
        assertThat(claimed.id()).isEqualTo(id);
        return new Lease(id, OWNER, claimed.attempt());
    }

    private void write(Lease lease, long seq, String text) {
        log.append(lease, List.of(new LogLine(seq, Instant.now(), BuildStage.BUILD, text)))
                .await()
                .atMost(PATIENCE);
    }

    private static CompletableFuture<Void> stream(UUID id, long lastEventId, Queue<String> seen) {
        var request = HttpRequest.newBuilder(
                        URI.create(BuilderClient.base() + "/slipway/v1/builds/" + id + "/log/stream"))
                .header("X-Slipway-Service", "gateway:" + Infrastructure.TOKEN_PREFIX + "gateway")
                .header("Last-Event-ID", String.valueOf(lastEventId))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofLines())
                .thenAccept(answer -> answer.body().forEach(seen::add));
    }
}
