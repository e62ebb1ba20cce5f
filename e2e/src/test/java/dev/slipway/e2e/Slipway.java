package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.demo.Journey;
import dev.slipway.local.demo.JourneyFollower;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.system.Service;
import dev.slipway.testkit.Facts;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** The whole system, started once for all journeys of a JVM and ended with it. */
final class Slipway {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Slipway RUNNING = new Slipway(SystemParts.start());

    private final SystemParts parts;
    private final RunningSlipway address;
    private final GatewayClient gateway;

    private Slipway(SystemParts parts) {
        this.parts = parts;
        this.address = parts.address();
        this.gateway = address.client();
    }

    static Slipway running() {
        return RUNNING;
    }

    RunningSlipway address() {
        return address;
    }

    GatewayClient gateway() {
        return gateway;
    }

    GitForge forge() {
        return parts.forge();
    }

    /** The Kubernetes node beside it, for an administrator; the caller closes the client. */
    KubernetesClient cluster() {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(parts.node().kubeconfig().toFile()))
                .build();
    }

    Path folder() {
        return parts.home();
    }

    /** Kills a service with SIGKILL and starts it again; returns when it is ready. */
    void killAndRestart(Service service) {
        parts.kill(service);
        parts.up();
    }

    /** What the system consists of. */
    SystemParts parts() {
        return parts;
    }

    /** One more replica of a service, which the caller closes. */
    Replica replica(Service service) {
        return parts.replica(service);
    }

    /** Every event since the system's start, and those to come. */
    Facts facts() {
        return new Facts(address.bootstrapServers(), PATIENCE);
    }

    TeamProject project(String name) {
        return TeamProject.create(this, name);
    }

    /** Commits, pushes, and follows the push until its run has ended. */
    Journey pushAndFollow(TeamProject project) {
        project.commit();
        try (var follower = new JourneyFollower(address, Clock.systemUTC(), PATIENCE)) {
            return follower.push(project.tree(), project.slug(), line -> {});
        }
    }

    /** Commits, pushes, and waits for the deployment. */
    void register(TeamProject project) {
        project.push();
        try (Facts facts = facts()) {
            facts.awaitOne(
                    DeploymentRegistered.class,
                    deployment -> deployment.flowName().equals(project.slug()));
        }
    }

    /** Waits until a run has ended, and fails unless it completed. */
    void awaitCompleted(UUID run) {
        var runs = new Runs(gateway);
        await().atMost(PATIENCE).until(() -> runs.hasEnded(run));
        assertThat(runs.describe(run)).startsWith("COMPLETED");
    }

    /** The real client's commands, with a home of their own. */
    PrefectCli prefect() {
        try {
            return new PrefectCli(address, parts.cache(), Files.createTempDirectory(parts.home(), "prefect"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
