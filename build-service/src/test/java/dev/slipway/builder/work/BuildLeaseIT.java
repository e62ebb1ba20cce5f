package dev.slipway.builder.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.builder.build.Build;
import dev.slipway.builder.build.BuildLog;
import dev.slipway.builder.build.Builds;
import dev.slipway.builder.build.Lease;
import dev.slipway.builder.build.LeaseLost;
import dev.slipway.builder.build.LogLine;
import dev.slipway.builder.build.Product;
import dev.slipway.contracts.build.v1.BuildFailed;
import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.contracts.build.v1.BuildStage;
import dev.slipway.contracts.build.v1.BuildStarted;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.local.forge.WorkTree;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has a build, and what becomes of it if he dies. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class BuildLeaseIT {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration NO_LEASE = Duration.ofMillis(-1);
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID OTHER = new UUID(2, 2);
    private static Forge forge;
    private static Facts facts;
    private final BuilderClient gateway = new BuilderClient("gateway");

    @Inject
    Builds builds;

    @Inject
    BuildLog log;

    @Inject
    Stages stages;

    @Inject
    Clock clock;

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
    void buildIsClaimedByOneOfTwo() {
        forge.project(gateway, "contested");
        UUID build = queued("contested");

        List<Optional<Build>> claims = Uni.join()
                .all(builds.claim(ONE, LEASE, 5), builds.claim(OTHER, LEASE, 5))
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(10));

        assertThat(claims).filteredOn(Optional::isPresent).singleElement().satisfies(claim -> assertThat(
                        claim.orElseThrow().id())
                .isEqualTo(build));
    }

    @Test
    void buildOfADeadBuilderIsTakenOverAndItsResultsAreRefused() {
        forge.project(gateway, "orphaned");
        queued("orphaned");
        Lease dead = lease(claim(ONE, NO_LEASE), ONE);
        Build again = claim(OTHER, LEASE);

        assertThat(again.attempt()).isEqualTo(2);
        assertThat(facts.awaitOne(
                                BuildStarted.class, event -> event.buildId().equals(again.id()) && event.attempt() == 2)
                        .data())
                .isNotNull();
        assertThatThrownBy(() -> sync(builds.succeed(dead, new Product(List.of(), List.of(), false))))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> sync(builds.enter(dead, BuildStage.BUILD))).isInstanceOf(LeaseLost.class);
        sync(log.append(dead, List.of(new LogLine(1, Instant.now(), BuildStage.BUILD, "from the grave"))));
        assertThat(sync(builds.renew(ONE, Set.of(again.id()), LEASE))).isEmpty();
        assertThat(gateway.get("/slipway/v1/builds/" + again.id() + "/log").path("lines"))
                .isEmpty();

        sync(builds.succeed(lease(again, OTHER), new Product(List.of(), List.of(), false)));
        assertThat(facts.within(Duration.ofSeconds(1), BuildSucceeded.class, event -> event.buildId()
                        .equals(again.id())))
                .hasSize(1);
    }

    @Test
    void buildThatKillsItsBuildersFails() {
        forge.project(gateway, "deadly");
        UUID build = queued("deadly");
        claim(ONE, NO_LEASE);
        claim(OTHER, NO_LEASE);

        assertThat(sync(builds.claim(ONE, LEASE, 2))).isEmpty();

        assertThat(facts.awaitOne(BuildFailed.class, event -> event.buildId().equals(build))
                        .data()
                        .message())
                .contains("interrupted 2 times");
    }

    @Test
    void stoppingBuilderGivesItsBuildBackAtOnce() throws InterruptedException {
        WorkTree tree = forge.project(gateway, "drained");
        Repositories.hello(tree, "drained");
        tree.write("prefect.yaml", tree.read("prefect.yaml").replace("dockerfile: auto", "dockerfile: Dockerfile"));
        tree.write("Dockerfile", "FROM python:3.11-slim\nRUN sleep 986\n");
        String commit = tree.commit("slow");
        tree.push();
        facts.send(Forge.push("drained", Forge.ZEROS, commit));
        facts.awaitOne(BuildQueued.class, event -> event.project().equals("drained"));
        var running = new RunningBuilds(builds, log, stages, new TestLoop.Quick(), clock);
        Build build = claim(ONE, LEASE);
        running.beat(ONE);
        running.start(build, lease(build, ONE), () -> {});
        await().atMost(Duration.ofSeconds(60)).until(() -> gateway.get("/slipway/v1/builds/" + build.id() + "/log")
                .toString()
                .contains("sleep 986"));

        running.giveUpAll(Duration.ofSeconds(20));

        assertThat(claim(OTHER, LEASE)).satisfies(next -> {
            assertThat(next.id()).isEqualTo(build.id());
            assertThat(next.attempt()).isEqualTo(2);
        });
    }

    @Test
    void logIsReadInPagesAndSaysWhenItIsComplete() {
        forge.project(gateway, "talking");
        queued("talking");
        Build build = claim(ONE, LEASE);
        var lines = LongStream.rangeClosed(1, 3)
                .mapToObj(seq -> new LogLine(seq, Instant.now(), BuildStage.BUILD, "line " + seq))
                .toList();
        sync(log.append(lease(build, ONE), lines));

        JsonNode page = gateway.get("/slipway/v1/builds/" + build.id() + "/log?after=1");
        assertThat(page.path("lines").findValuesAsText("text")).containsExactly("line 2", "line 3");
        assertThat(page.path("complete").asBoolean()).isFalse();
        assertThat(sync(log.lastSeq(build.id()))).isEqualTo(3);

        sync(builds.fail(lease(build, ONE), BuildStage.BUILD, "no"));
        assertThat(gateway.get("/slipway/v1/builds/" + build.id() + "/log?after=3")
                        .path("complete")
                        .asBoolean())
                .isTrue();
    }

    private static UUID queued(String project) {
        facts.send(Forge.push(project, Forge.ZEROS, "a".repeat(40)));
        return facts.awaitOne(BuildQueued.class, event -> event.project().equals(project))
                .data()
                .buildId();
    }

    private Build claim(UUID owner, Duration lease) {
        return sync(builds.claim(owner, lease, 5)).orElseThrow();
    }

    private static Lease lease(Build build, UUID owner) {
        return new Lease(build.id(), owner, build.attempt());
    }

    private static <T> T sync(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
