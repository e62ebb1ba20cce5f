package dev.slipway.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.build.v1.BuildFailed;
import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.contracts.build.v1.BuildStage;
import dev.slipway.contracts.build.v1.BuildStarted;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.build.v1.BuildSucceeded.BuiltImage;
import dev.slipway.contracts.client.v1.EventRecorded;
import dev.slipway.contracts.client.v1.LogsReceived;
import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.contracts.deployment.v1.DeploymentRejected;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobStarted;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.contracts.run.v1.RunStateChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JourneyTest {
    private static final Instant T0 = Instant.parse("2026-11-23T04:00:00Z");
    private static final String COMMIT = "c".repeat(40);
    private static final String DIGEST = "sha256:" + "d".repeat(64);
    private static final UUID PUSH = new UUID(0, 1);
    private static final UUID BUILD = new UUID(0, 2);
    private static final UUID DEPLOYMENT = new UUID(0, 3);
    private static final UUID RUN = new UUID(0, 4);

    private final Journey journey = new Journey("hello", COMMIT, T0);

    @Test
    void followsOnePushToItsCompletedRun() {
        wholePath().forEach(this::on);

        assertThat(journey.outcome()).contains(new Outcome.Completed());
        assertThat(journey.runId()).contains(RUN);
        assertThat(journey.isContainerEnded()).isTrue();
        assertThat(journey.milestones().keySet()).containsExactlyInAnyOrder(Milestone.values());
        assertThat(journey.deployments()).containsEntry(DEPLOYMENT, "hello/often");
    }

    @Test
    void tellsTheSameStoryInWhateverOrderTheTopicsAreRead() {
        List<Event> backwards = new ArrayList<>(wholePath());
        Collections.reverse(backwards);
        var lines = new ArrayList<Line>();
        backwards.forEach(event -> lines.addAll(on(event)));
        var inOrder = new Journey("hello", COMMIT, T0);
        var expected = new ArrayList<Line>();
        wholePath().forEach(event -> expected.addAll(inOrder.on(envelope(event))));

        assertThat(lines).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(journey.milestones()).isEqualTo(inOrder.milestones());
    }

    @Test
    void ignoresRunsOfAnotherImageAndPushesOfAnotherCommit() {
        on(push("d".repeat(40)));
        assertThat(journey.milestones()).doesNotContainKey(Milestone.RECEIVED);
        wholePath().subList(0, 5).forEach(this::on);
        on(due(new UUID(0, 99), "127.0.0.1:5000/demo/hello@sha256:" + "e".repeat(64)));

        assertThat(journey.runId()).isEmpty();
    }

    @Test
    void showsLogLinesAndTaskRunsOfTheRunOnly() {
        wholePath().subList(0, 8).forEach(this::on);

        assertThat(on(logs(RUN, "hello"))).containsExactly(new Line(T0.plusSeconds(9), "log", "hello"));
        assertThat(on(logs(new UUID(0, 99), "other"))).isEmpty();
        assertThat(on(taskRun(RUN))).containsExactly(new Line(T0.plusSeconds(9), "task Running", "greet-0"));
        assertThat(on(taskRun(new UUID(0, 99)))).isEmpty();
    }

    @Test
    void failedBuildEndsItWithStageAndMessage() {
        wholePath().subList(0, 3).forEach(this::on);
        on(new BuildFailed("default", BUILD, "hello", "refs/heads/main", COMMIT, 1, BuildStage.PARSE, "no name", T0));

        assertThat(journey.outcome()).contains(new Outcome.Failed("build failed: in stage PARSE: no name"));
    }

    @Test
    void rejectedDeploymentEndsItWithTheReason() {
        wholePath().subList(0, 4).forEach(this::on);
        on(new DeploymentRejected("default", DEPLOYMENT, "hello", "often", BUILD, "no such pool", T0));

        assertThat(journey.outcome()).contains(new Outcome.Failed("deployment rejected: no such pool"));
    }

    @Test
    void crashedRunEndsItWithTheStatesMessage() {
        wholePath().subList(0, 8).forEach(this::on);
        on(state("CRASHED", "Crashed", "out of memory"));

        assertThat(journey.outcome()).contains(new Outcome.Failed("run Crashed: out of memory"));
    }

    @Test
    void givingUpNamesTheLastMilestone() {
        wholePath().subList(0, 2).forEach(this::on);
        journey.giveUp("nothing happened for 5 s");

        assertThat(journey.outcome()).contains(new Outcome.Failed("nothing happened for 5 s after: build queued"));
    }

    private List<Line> on(Event event) {
        return journey.on(envelope(event));
    }

    private static Envelope<Event> envelope(Event event) {
        return new Envelope<>(UUID.nameUUIDFromBytes(new byte[] {1}), "/test", T0, null, null, null, event);
    }

    private static List<Event> wholePath() {
        String image = "127.0.0.1:5000/demo/hello";
        return List.of(
                push(COMMIT),
                new BuildQueued("default", BUILD, PUSH, "hello", "refs/heads/main", COMMIT, 1, T0.plusSeconds(1)),
                new BuildStarted("default", BUILD, "hello", "refs/heads/main", COMMIT, 1, 1, T0.plusSeconds(1)),
                new BuildSucceeded(
                        "default",
                        BUILD,
                        "hello",
                        "refs/heads/main",
                        COMMIT,
                        1,
                        List.of(new BuiltImage(image + ":1", DIGEST)),
                        List.of(),
                        T0.plusSeconds(4)),
                new DeploymentRegistered(
                        "default", DEPLOYMENT, "hello", "often", null, BUILD, image, T0.plusSeconds(5)),
                due(RUN, image + "@" + DIGEST),
                new JobCreated("default", RUN, 1, "docker", "engine:1", "hello-1", image, T0.plusSeconds(7)),
                new JobStarted("default", RUN, 1, "engine:1", T0.plusSeconds(8)),
                state("RUNNING", "Running", null),
                state("COMPLETED", "Completed", null),
                new JobEnded("default", RUN, 1, "engine:1", EndReason.COMPLETED, 0, "", T0.plusSeconds(12)));
    }

    private static PushReceived push(String commit) {
        return new PushReceived(
                "default",
                PUSH,
                "hello",
                "refs/heads/main",
                "0".repeat(40),
                commit,
                "main",
                null,
                List.of(),
                false,
                Map.of(),
                T0);
    }

    private static RunDue due(UUID run, String image) {
        return new RunDue(
                "default",
                run,
                1,
                "gray-fox",
                RUN,
                "hello",
                DEPLOYMENT,
                "often",
                T0,
                RUN,
                "slipway-docker",
                "docker",
                "default",
                Map.of(),
                Map.of(),
                Map.of("image", image),
                T0.plusSeconds(6),
                T0.plusSeconds(6));
    }

    private static RunStateChanged state(String type, String name, @Nullable String message) {
        return new RunStateChanged(
                "default",
                RUN,
                1,
                UUID.nameUUIDFromBytes(type.getBytes(UTF_8)),
                type,
                name,
                message,
                DEPLOYMENT,
                "docker",
                T0.plusSeconds(10));
    }

    private static LogsReceived logs(UUID run, String message) {
        var line = new LogsReceived.Line(new UUID(0, 9), "prefect.flow_runs", 20, message, T0.plusSeconds(9), null);
        return new LogsReceived("default", run, List.of(line));
    }

    private static EventRecorded taskRun(UUID run) {
        Map<String, Object> event = Map.of(
                "event",
                "prefect.task-run.Running",
                "occurred",
                "2026-11-23T05:00:09+01:00",
                "resource",
                Map.of("prefect.resource.id", "prefect.task-run.1", "prefect.resource.name", "greet-0"),
                "related",
                List.of(Map.of("prefect.resource.id", "prefect.flow-run." + run)));
        return new EventRecorded("default", new UUID(0, 5), "prefect.task-run.1", event);
    }
}
