package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.e2e.audit.JobHistory;
import dev.slipway.e2e.audit.SeenJob;
import dev.slipway.local.client.RunningSlipway.Registry;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Prefect worker for Kubernetes beside the dispatcher: on one pool, and in one cluster. */
class PrefectWorkerE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String NAMESPACE = "default";
    private static final String PULL_SECRET = "regcred";
    private static final int RUNS = 8;
    private static final int AT_ONCE = 2;

    private final Slipway slipway = Slipway.running();
    private final Runs runs = new Runs(slipway.gateway());
    private final String pool = "served-" + UUID.randomUUID().toString().substring(0, 8);
    private final TeamProject project = slipway.project("served").onKubernetes(slipway.gateway(), pool);
    private final KubernetesClient cluster = slipway.cluster();
    private final JobHistory jobs = JobHistory.of(cluster);

    /** As users of a private registry do whose worker makes no pull secrets. */
    @BeforeEach
    void letPodsPull() {
        Registry registry = slipway.address().registry();
        String login = Base64.getEncoder()
                .encodeToString((registry.username() + ":" + registry.password()).getBytes(StandardCharsets.UTF_8));
        cluster.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(PULL_SECRET)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withType("kubernetes.io/dockerconfigjson")
                        .withStringData(Map.of(
                                ".dockerconfigjson",
                                "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(registry.address(), login)))
                        .build())
                .create();
        accountPullsWith(List.of(new LocalObjectReference(PULL_SECRET)));
        slipway.register(project);
    }

    @AfterEach
    void close() {
        accountPullsWith(List.of());
        cluster.secrets().inNamespace(NAMESPACE).withName(PULL_SECRET).delete();
        jobs.close();
        cluster.close();
    }

    @Test
    void aPoolThatAWorkerServesIsLeftToIt() {
        try (var _ = PrefectWorker.start(slipway, pool)) {
            UUID run = runs.start(project.deploymentName(), Map.of());

            slipway.awaitCompleted(run);
            assertThat(jobs.of(run)).singleElement().matches(PrefectWorkerE2E::isWorkers);
        }
    }

    /** It sleeps and wakes up in the middle of what it does, with what it knew before: again and again. */
    @Test
    void aWorkerThatComesAndGoesAndTheDispatcherNeverBothStartARun() {
        slipway.prefect().run("work-pool", "set-concurrency-limit", pool, Integer.toString(AT_ONCE));
        try (var worker = PrefectWorker.start(slipway, pool)) {
            List<UUID> all = IntStream.range(0, RUNS)
                    .mapToObj(i -> runs.start(project.deploymentName(), Map.of()))
                    .toList();
            while (areWaiting(all)) {
                awaitMore(all, true);
                worker.freeze();
                await().atMost(PATIENCE).until(() -> !worker.isOnline());
                awaitMore(all, false);
                worker.thaw();
            }

            await().atMost(PATIENCE).until(() -> all.stream().allMatch(runs::hasEnded));
            all.forEach(slipway::awaitCompleted);
            assertThat(all).allSatisfy(run -> assertThat(jobs.of(run)).hasSize(1));
            assertThat(count(all, true)).isPositive();
            assertThat(count(all, false)).isPositive();
        }
    }

    /** Returns when the worker, or the dispatcher, has made another Job, or when there is none to be made. */
    private void awaitMore(List<UUID> all, boolean workers) {
        long before = count(all, workers);
        await().atMost(PATIENCE).until(() -> count(all, workers) > before || !areWaiting(all));
    }

    private boolean areWaiting(List<UUID> all) {
        return all.stream().anyMatch(run -> runs.stateOf(run).equals("SCHEDULED"));
    }

    private long count(List<UUID> all, boolean workers) {
        return jobs.jobs().stream()
                .filter(job -> all.contains(job.flowRunId()))
                .filter(job -> isWorkers(job) == workers)
                .count();
    }

    private static boolean isWorkers(SeenJob job) {
        return job.attempt() == 0;
    }

    private void accountPullsWith(List<LocalObjectReference> secrets) {
        cluster.serviceAccounts().inNamespace(NAMESPACE).withName("default").edit(account -> with(account, secrets));
    }

    private static ServiceAccount with(ServiceAccount account, List<LocalObjectReference> secrets) {
        account.setImagePullSecrets(secrets);
        return account;
    }
}
