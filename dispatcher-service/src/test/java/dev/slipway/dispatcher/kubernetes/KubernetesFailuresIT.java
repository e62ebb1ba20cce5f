package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.testkit.Infrastructure;
import io.fabric8.kubernetes.api.model.Pod;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How processes and pods end in a real cluster. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(ClusterSettings.class)
class KubernetesFailuresIT {
    private KubernetesStage cluster;

    @BeforeEach
    void open() {
        cluster = new KubernetesStage();
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    @Test
    void anExitCodeIsTold() {
        JobEnded ended =
                cluster.endedWith(cluster.send(KubernetesStage.job("echo no such table; exit 3")), EndReason.EXITED);

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.message()).contains("exit code 3").contains("no such table");
    }

    @Test
    void memoryBeyondTheLimitIsOutOfMemory() {
        DueRun run = cluster.send(
                KubernetesStage.job("a=0123456789; while :; do a=$a$a; done").with("memory_limit", "32Mi"));

        assertThat(cluster.endedWith(run, EndReason.OUT_OF_MEMORY).message()).contains("memory_limit");
    }

    @Test
    void aCommandThatDoesNotExistCanNotBeStarted() {
        DueRun run = cluster.send(KubernetesStage.job("").with("command", "no-such-program --now"));

        assertThat(cluster.endedWith(run, EndReason.START_FAILED).message()).contains("no-such-program");
    }

    @Test
    void anInitContainerThatFailsIsNamed() {
        DueRun run = cluster.send(KubernetesStage.job("true")
                .with(
                        "init_containers",
                        List.of(Map.of(
                                "name",
                                "fetch",
                                "image",
                                KubernetesStage.IMAGE,
                                "command",
                                List.of("sh", "-c", "echo no such bucket; exit 4")))));

        JobEnded ended = cluster.endedWith(run, EndReason.INIT_FAILED);
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.message()).contains("fetch").contains("no such bucket");
    }

    @Test
    void aRunThatTakesLongerThanItMayEnds() {
        DueRun run = cluster.send(KubernetesStage.shortLived("sleep 300").with("active_deadline_seconds", 3));

        assertThat(cluster.endedWith(run, EndReason.DEADLINE_EXCEEDED).message())
                .contains("active_deadline_seconds");
    }

    @Test
    void aPodThatIsEvictedIsTheClustersFault() {
        DueRun run = cluster.send(KubernetesStage.shortLived("sleep 300"));
        Pod pod = cluster.running(run);

        assertThat(cluster.client().pods().resource(pod).evict()).isTrue();

        JobEnded ended = cluster.endedWith(run, EndReason.PREEMPTED);
        assertThat(ended.reason().isInfrastructureFault()).isTrue();
        assertThat(ended.message()).contains("Eviction API");
    }

    @Test
    void aPodThatIsDeletedByHandWasRemoved() {
        DueRun run = cluster.send(KubernetesStage.shortLived("sleep 300"));
        Pod pod = cluster.running(run);

        cluster.client().pods().resource(pod).withGracePeriod(1).delete();

        assertThat(cluster.endedWith(run, EndReason.REMOVED).message()).contains("deleted");
    }

    @Test
    void aPodThatIsDeletedByForceWasRemoved() {
        DueRun run = cluster.send(KubernetesStage.shortLived("sleep 300"));
        Pod pod = cluster.running(run);

        cluster.client().pods().resource(pod).withGracePeriod(0).delete();

        assertThat(cluster.endedWith(run, EndReason.REMOVED).message()).contains("deleted");
    }

    @Test
    void aJobThatIsDeletedByHandWasRemoved() {
        DueRun run = cluster.send(KubernetesStage.shortLived("sleep 300"));
        cluster.running(run);

        cluster.client().resource(cluster.jobs(run.id()).getFirst()).delete();

        assertThat(cluster.endedWith(run, EndReason.REMOVED).message()).contains("removed");
    }

    @Test
    void aJobThatIsDeletedAtItsEndHasEndedAllTheSame() {
        DueRun good = cluster.send(KubernetesStage.job("exit 0").with("finished_job_ttl", 0));
        DueRun bad = cluster.send(KubernetesStage.job("exit 5").with("finished_job_ttl", 0));

        cluster.endedWith(good, EndReason.COMPLETED);
        assertThat(cluster.endedWith(bad, EndReason.EXITED).exitCode()).isEqualTo(5);
    }
}
