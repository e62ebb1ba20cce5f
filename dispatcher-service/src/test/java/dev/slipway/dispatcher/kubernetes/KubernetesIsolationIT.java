package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Dispatch;
import dev.slipway.dispatcher.dispatch.Dispatches;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two clusters, one of which accepts connections and never answers. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(ClusterSettings.class)
class KubernetesIsolationIT {
    private static final String SILENT = "silent";

    @Inject
    Dispatches dispatches;

    private final ClusterApi api = new ClusterApi();
    private KubernetesStage stage;
    private SilentServer server;

    @BeforeEach
    void open() throws IOException {
        stage = new KubernetesStage();
        server = new SilentServer();
        // so that what is measured is not the first call of anything
        stage.stage().created(stage.send(KubernetesStage.job("exit 0")));
        assertThat(api.put(
                                SILENT,
                                Map.of(
                                        "server", server.url(),
                                        "token", "abc",
                                        "namespaces", List.of(KubernetesStage.NAMESPACE)))
                        .status())
                .isEqualTo(200);
    }

    @AfterEach
    void close() throws IOException {
        api.delete(SILENT);
        api.close();
        server.close();
        stage.close();
    }

    @Test
    void aClusterThatHangsDoesNotSlowAnother() {
        List<DueRun> stuck = IntStream.range(0, 50)
                .mapToObj(i -> stage.send(KubernetesStage.job("exit 0").with("cluster", SILENT)))
                .toList();
        await().until(() -> server.visitors() > 0);

        List<Duration> taken = IntStream.range(0, 5)
                .mapToObj(i -> timeToJob(stage.send(KubernetesStage.job("exit 0"))))
                .sorted()
                .toList();
        assertThat(taken.get(2))
                .as("median of the times from due to Job, %s, while 50 others wait", taken)
                .isLessThan(Duration.ofSeconds(1));

        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(stuck)
                .allMatch(run -> dispatch(run).state().isTerminal()));
        stuck.forEach(run -> {
            JobEnded ended = stage.stage().ended(run);
            assertThat(ended.reason()).isEqualTo(EndReason.INFRASTRUCTURE_UNAVAILABLE);
            assertThat(ended.message()).contains("the cluster silent does not answer");
        });
    }

    @Test
    void aTestOfAClusterThatHangsSaysSo() {
        JsonNode report = api.test(SILENT);

        assertThat(report.path("ok").asBoolean()).isFalse();
        assertThat(report.path("missing").toString()).contains("the cluster silent does not answer");
    }

    private Duration timeToJob(DueRun run) {
        JobCreated created = stage.stage().created(run);
        RunDue due = stage.stage()
                .facts()
                .awaitOne(RunDue.class, fact -> fact.flowRunId().equals(run.id()))
                .data();
        return Duration.between(due.dueAt(), created.createdAt());
    }

    private Dispatch dispatch(DueRun run) {
        return dispatches
                .find(new AttemptKey("default", run.id(), 1))
                .await()
                .indefinitely()
                .orElseThrow();
    }
}
