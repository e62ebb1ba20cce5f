package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.e2e.audit.Audit;
import dev.slipway.e2e.audit.EventLog;
import dev.slipway.e2e.audit.JobHistory;
import dev.slipway.testkit.Facts;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dispatcher that dies by SIGKILL between any two commits leaves one Job and one end of each run. */
class KilledDispatcherE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Slipway slipway = Slipway.running();
    private final Runs runs = new Runs(slipway.gateway());
    private final TeamProject project = slipway.project("crash").onKubernetes(slipway.gateway());

    /** One that is alone comes back; of two the other one goes on. Runs of earlier deaths go on meanwhile. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {1, 2})
    void everyRunHasOneJobAndOneEndWhereverOneOfSoManyDispatchersDies(int replicas) {
        slipway.register(project);
        Map<UUID, CommitPoint> deaths = new LinkedHashMap<>();
        try (KubernetesClient cluster = slipway.cluster();
                JobHistory jobs = JobHistory.of(cluster);
                Facts facts = slipway.facts();
                var dispatchers = new TappedDispatchers(slipway.parts(), replicas)) {
            for (CommitPoint point : CommitPoint.values()) {
                dispatchers.trap().arm(point);
                UUID run = runs.start(project.deploymentName(), Map.of());
                dispatchers.trap().awaitVictim(point.name(), PATIENCE);
                deaths.put(run, point);
                if (replicas == 1) {
                    dispatchers.revive();
                }
                facts.awaitOne(JobCreated.class, job -> job.flowRunId().equals(run));
                dispatchers.revive();
            }
            deaths.keySet().forEach(run -> {
                facts.awaitOne(JobEnded.class, job -> job.flowRunId().equals(run));
                slipway.awaitCompleted(run);
            });
            assertThat(Audit.of(EventLog.read(slipway.address().bootstrapServers()), jobs.jobs(), deaths.keySet()))
                    .as("deaths while these runs were new: %s", deaths)
                    .isEmpty();
        }
    }
}
