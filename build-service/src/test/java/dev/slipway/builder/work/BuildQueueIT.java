package dev.slipway.builder.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.build.v1.BuildFailed;
import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.contracts.build.v1.BuildSuperseded;
import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.contracts.deployment.v1.DeploymentRejected;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.push.v1.RefDeleted;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From pushes to queued builds. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class BuildQueueIT {
    private static Forge forge;
    private static Facts facts;
    private final BuilderClient gateway = new BuilderClient("gateway");

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
    void samePushToldFiveTimesIsBuiltOnce() {
        forge.project(gateway, "repeated");
        Envelope<PushReceived> push = Forge.push("repeated", Forge.ZEROS, "a".repeat(40));
        facts.send(push);
        facts.send(push);
        for (int i = 0; i < 3; i++) {
            facts.send(Forge.push("repeated", Forge.ZEROS, "a".repeat(40)));
        }
        facts.send(Forge.push("repeated", "a".repeat(40), "b".repeat(40)));

        facts.awaitOne(BuildQueued.class, event -> event.project().equals("repeated") && event.generation() == 2);
        assertThat(builds("repeated")).hasSize(2);
        assertThat(gateway.get("/slipway/v1/pushes?project=repeated")).hasSize(2);
    }

    @Test
    void branchThatWasForcedBackAndMovesOnAgainIsBuiltAgain() {
        forge.project(gateway, "back");
        facts.send(Forge.push("back", "a".repeat(40), "b".repeat(40)));
        facts.send(Forge.push("back", "b".repeat(40), "a".repeat(40)));
        facts.send(Forge.push("back", "a".repeat(40), "b".repeat(40)));

        facts.awaitOne(BuildQueued.class, event -> event.project().equals("back") && event.generation() == 3);
        assertThat(builds("back")).hasSize(3);
    }

    @Test
    void newerPushSupersedesTheQueuedOne() {
        forge.project(gateway, "moving");
        facts.send(Forge.push("moving", Forge.ZEROS, "a".repeat(40)));
        facts.send(Forge.push("moving", "a".repeat(40), "b".repeat(40)));

        BuildSuperseded superseded = facts.awaitOne(
                        BuildSuperseded.class, event -> event.project().equals("moving"))
                .data();

        assertThat(superseded.generation()).isEqualTo(1);
        JsonNode newest = builds("moving").get(0);
        assertThat(superseded.supersededBy()).hasToString(newest.path("id").asText());
        assertThat(newest.path("state").asText()).isEqualTo("QUEUED");
        assertThat(builds("moving").get(1).path("state").asText()).isEqualTo("SUPERSEDED");
    }

    @Test
    void pushThatComesAfterItsSuccessorIsNotBuilt() {
        forge.project(gateway, "swapped");
        facts.send(Forge.push("swapped", "a".repeat(40), "b".repeat(40)));
        facts.send(Forge.push("swapped", Forge.ZEROS, "a".repeat(40)));

        await().until(() -> gateway.get("/slipway/v1/pushes?project=swapped").size() == 2);
        assertThat(builds("swapped")).hasSize(1);
        assertThat(gateway.get("/slipway/v1/pushes?project=swapped").findValuesAsText("outcome"))
                .containsExactlyInAnyOrder("QUEUED", "LATE");
    }

    @Test
    void pushOfAnUnknownProjectIsRecordedAndDropped() {
        facts.send(Forge.push("nobody-knows", Forge.ZEROS, "a".repeat(40)));

        await().until(() ->
                gateway.get("/slipway/v1/pushes?project=nobody-knows").size() == 1);
        assertThat(gateway.get("/slipway/v1/pushes?project=nobody-knows")
                        .get(0)
                        .path("outcome")
                        .asText())
                .isEqualTo("DROPPED");
        assertThat(builds("nobody-knows")).isEmpty();
    }

    @Test
    void pushOfAnotherBranchIsRecordedAndNotBuilt() {
        forge.project(gateway, "branched");
        facts.send(Forge.push("branched", "feature", Forge.ZEROS, "a".repeat(40)));

        await().until(() -> gateway.get("/slipway/v1/pushes?project=branched").size() == 1);
        assertThat(gateway.get("/slipway/v1/pushes?project=branched")
                        .get(0)
                        .path("outcome")
                        .asText())
                .isEqualTo("IGNORED");
        assertThat(builds("branched")).isEmpty();
    }

    @Test
    void deletedRefCancelsWhatIsQueuedForIt() {
        forge.project(gateway, "deleted");
        UUID build = queued("deleted");
        var gone = new RefDeleted(
                "default", UUID.randomUUID(), "deleted", "refs/heads/main", "a".repeat(40), Instant.now());
        facts.send(new Envelope<>(UUID.randomUUID(), "/api-gateway", Instant.now(), null, null, null, gone));

        BuildFailed failed = facts.awaitOne(
                        BuildFailed.class, event -> event.buildId().equals(build))
                .data();
        assertThat(failed.message()).contains("ref was deleted");
        assertThat(builds("deleted").get(0).path("state").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void buildShowsWhatTheSchedulerMadeOfItsDeployments() {
        forge.project(gateway, "shown");
        UUID build = queued("shown");
        facts.send(fact(new DeploymentRegistered(
                "default",
                UUID.randomUUID(),
                "etl",
                "hourly",
                "1",
                build,
                "image",
                2,
                null,
                new DeploymentRegistered.FormerOwner("orders", "refs/heads/main"),
                Instant.now())));
        facts.send(fact(new DeploymentRegistered(
                "default", UUID.randomUUID(), "etl", "by-hand", "1", null, "image", Instant.now())));
        facts.send(fact(new DeploymentRejected(
                "default", UUID.randomUUID(), "etl", "daily", build, "Work pool 'x' does not exist.", Instant.now())));

        await().untilAsserted(() -> assertThat(gateway.get("/slipway/v1/builds/" + build)
                        .path("deployments")
                        .toString())
                .isEqualTo(
                        "[{\"name\":\"etl/daily\",\"outcome\":\"REJECTED\",\"message\":\"Work pool 'x' does not exist.\"},"
                                + "{\"name\":\"etl/hourly\",\"outcome\":\"REGISTERED\",\"message\":"
                                + "\"Took over etl/hourly from refs/heads/main of project orders.\"}]"));
        assertThat(builds("shown").get(0).path("deployments")).hasSize(2);
    }

    private static Envelope<?> fact(Event data) {
        return new Envelope<>(UUID.randomUUID(), "/scheduler-service", Instant.now(), null, null, null, data);
    }

    private static UUID queued(String project) {
        facts.send(Forge.push(project, Forge.ZEROS, "a".repeat(40)));
        return facts.awaitOne(BuildQueued.class, event -> event.project().equals(project))
                .data()
                .buildId();
    }

    private JsonNode builds(String project) {
        return gateway.get("/slipway/v1/builds?project=" + project);
    }
}
