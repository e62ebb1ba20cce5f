package dev.slipway.dispatcher.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.Ids;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobStarted;
import dev.slipway.contracts.run.v1.RunCancelRequested;
import dev.slipway.dispatcher.container.ContainerRunner;
import dev.slipway.dispatcher.container.ContainerSpec;
import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Dispatch;
import dev.slipway.dispatcher.dispatch.Dispatches;
import dev.slipway.dispatcher.dispatch.Installation;
import dev.slipway.dispatcher.dispatch.Launch;
import dev.slipway.dispatcher.dispatch.Leases;
import dev.slipway.dispatcher.dispatch.RecordedRequests;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.Stage;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.dispatcher.template.ContainerTemplate;
import dev.slipway.dispatcher.template.JobConfiguration;
import dev.slipway.dispatcher.template.TemplateConfig;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several loops at once, and a loop that died at the worst moment. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
class ReplicasIT {
    @Inject
    RecordedRequests requests;

    @Inject
    Leases leases;

    @Inject
    Launcher launcher;

    @Inject
    LaunchConfig config;

    @Inject
    TemplateConfig templates;

    @Inject
    Installation installation;

    @Inject
    Dispatches dispatches;

    @Inject
    ContainerRunner runner;

    @Inject
    Clock clock;

    @Inject
    Ids ids;

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage();
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void threeLoopsMakeOneContainerForEachRun() throws Exception {
        var second = new LaunchLoop(leases, launcher, config, clock, ids);
        var third = new LaunchLoop(leases, launcher, config, clock, ids);
        second.start();
        third.start();
        try {
            List<DueRun> runs = IntStream.range(0, 12)
                    .mapToObj(i -> DueRun.script("exit 0"))
                    .toList();
            runs.forEach(run -> Stream.of(second, third).forEach(loop -> {
                stage.send(run);
                loop.wake();
            }));

            assertThat(runs)
                    .allSatisfy(run -> assertThat(stage.ended(run).reason()).isEqualTo(EndReason.COMPLETED));
            List<UUID> all = runs.stream().map(DueRun::id).toList();
            assertThat(stage.facts()
                            .within(Duration.ofSeconds(2), JobEnded.class, fact -> all.contains(fact.flowRunId())))
                    .hasSize(runs.size());
            assertThat(stage.facts().within(Duration.ZERO, JobCreated.class, fact -> all.contains(fact.flowRunId())))
                    .hasSize(runs.size());
            assertThat(stage.facts().within(Duration.ZERO, JobStarted.class, fact -> all.contains(fact.flowRunId())))
                    .hasSize(runs.size());
        } finally {
            second.stop();
            third.stop();
        }
    }

    @Test
    void aContainerThatWasCreatedJustBeforeACrashIsAdopted() throws Exception {
        DueRun run = DueRun.script("exit 0");
        String created;
        try (var _ = Pauses.launching()) {
            created = runner.create(specOfRecorded(run)).id();
        }

        assertThat(stage.ended(run).reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(Stage.containerId(stage.created(run).infrastructureId())).isEqualTo(created);
    }

    @Test
    void aNameThatIsTakenBySomethingElseIsAnError() throws Exception {
        DueRun run = DueRun.script("exit 0");
        String theirs;
        try (var _ = Pauses.launching()) {
            ContainerSpec spec = specOfRecorded(run);
            var labels = new HashMap<>(spec.labels());
            labels.put(Labels.INSTALLATION, "another-one");
            theirs = stage.engine()
                    .createContainerCmd(spec.image().reference())
                    .withName(spec.name())
                    .withLabels(labels)
                    .withCmd("sleep", "1")
                    .exec()
                    .getId();
        }

        JobEnded ended = stage.ended(run);

        assertThat(ended.reason()).isEqualTo(EndReason.START_FAILED);
        assertThat(ended.message()).contains("taken");
        assertThat(stage.engine().inspectContainerCmd(theirs).exec().getState().getStatus())
                .isEqualTo("created");
        stage.engine().removeContainerCmd(theirs).exec();
    }

    @Test
    void anAttemptThatADeadReplicaHadClaimedIsLaunchedWhenItsLeaseEnds() throws Exception {
        DueRun run = DueRun.script("exit 0");
        try (var _ = Pauses.launching()) {
            recorded(run);
            assertThat(leases.claim(ids.next(), Duration.ofSeconds(2), 100)
                            .await()
                            .indefinitely())
                    .extracting(dispatch -> dispatch.key().flowRunId())
                    .contains(run.id());
        }

        assertThat(stage.ended(run).reason()).isEqualTo(EndReason.COMPLETED);
    }

    @Test
    void whoLostTheLeaseRecordsNothing() throws Exception {
        DueRun run = DueRun.script("exit 0");
        try (var _ = Pauses.launching()) {
            recorded(run);
            Launch claimed = leases.claim(ids.next(), Duration.ofSeconds(2), 100).await().indefinitely().stream()
                    .filter(dispatch -> dispatch.key().flowRunId().equals(run.id()))
                    .findFirst()
                    .orElseThrow();

            launcher.launch(claimed, ids.next());

            assertThat(stage.facts().within(Duration.ofSeconds(2), JobCreated.class, fact -> fact.flowRunId()
                            .equals(run.id())))
                    .isEmpty();
            assertThat(stage.containers(run.id())).hasSize(1).first().satisfies(container -> assertThat(
                            container.getState())
                    .isEqualTo("created"));
        }

        // whoever has the lease next takes over what is there
        assertThat(stage.ended(run).reason()).isEqualTo(EndReason.COMPLETED);
    }

    @Test
    void whatAStaleLauncherMakesAfterTheEndOfItsAttemptIsRemovedAtOnce() throws Exception {
        DueRun run = DueRun.script("sleep 300");
        UUID stale = ids.next();
        Launch claimed;
        try (var _ = Pauses.launching()) {
            recorded(run);
            claimed = leases.claim(stale, Duration.ofSeconds(1), 100).await().indefinitely().stream()
                    .filter(dispatch -> dispatch.key().flowRunId().equals(run.id()))
                    .findFirst()
                    .orElseThrow();
            stage.send(new RunCancelRequested("default", run.id(), 1, clock.instant()));
            await().until(() -> recordedNow(run).orElseThrow().stop() != null);
        }
        assertThat(stage.ended(run).reason()).isEqualTo(EndReason.CANCELLED);

        launcher.launch(claimed, stale);

        assertThat(stage.containers(run.id())).isEmpty();
        assertThat(stage.facts().within(Duration.ofSeconds(1), JobCreated.class, fact -> fact.flowRunId()
                        .equals(run.id())))
                .isEmpty();
    }

    private ContainerSpec specOfRecorded(DueRun run) {
        stage.send(run);
        return new ContainerTemplate(templates, installation.name())
                .render(requests.of(run.id()), JobConfiguration.of(requests.of(run.id())));
    }

    private Dispatch recorded(DueRun run) {
        stage.send(run);
        return await().until(() -> recordedNow(run), Optional::isPresent).orElseThrow();
    }

    private Optional<Dispatch> recordedNow(DueRun run) {
        return dispatches.find(new AttemptKey("default", run.id(), 1)).await().indefinitely();
    }
}
