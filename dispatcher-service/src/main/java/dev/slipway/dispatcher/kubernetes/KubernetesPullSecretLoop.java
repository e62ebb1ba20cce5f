package dev.slipway.dispatcher.kubernetes;

import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.dispatch.Place;
import dev.slipway.dispatcher.loop.RepeatingThread;
import dev.slipway.dispatcher.loop.Signal;
import dev.slipway.dispatcher.loop.Workers;
import dev.slipway.dispatcher.turn.Turns;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Does a round of {@link KubernetesPullSecretUpkeep} in each cluster once per period; one replica for all. A cluster that hangs
 * holds up no other.
 */
@ApplicationScoped
class KubernetesPullSecretLoop {
    private static final Logger LOG = Logger.getLogger(KubernetesPullSecretLoop.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    private static final int CLUSTERS_AT_ONCE = 16;
    private static final String WORK = "pull secrets of ";

    private final KubernetesRunners runners;
    private final KubernetesPullSecretUpkeep upkeep;
    private final Turns turns;
    private final Duration every;
    private final Workers<Place> workers = new Workers<>("pull-secrets", CLUSTERS_AT_ONCE);
    private final RepeatingThread thread;

    KubernetesPullSecretLoop(
            KubernetesRunners runners,
            KubernetesPullSecretUpkeep upkeep,
            Turns turns,
            KubernetesPullSecretConfig config) {
        this.runners = runners;
        this.upkeep = upkeep;
        this.turns = turns;
        this.every = config.refreshEvery();
        this.thread = new RepeatingThread("pull-secrets", new Signal(), every, this::step);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        thread.stop();
        workers.drain(FAREWELL);
        turns.leave(WORK).await().atMost(STATEMENT);
    }

    private void step() {
        runners.all().forEach(runner -> workers.start(runner.place(), () -> tend(runner), () -> {}));
    }

    private void tend(KubernetesRunner runner) {
        // a round may be late; who is gone for three of them is gone
        boolean ours =
                turns.take(WORK + runner.place(), every.multipliedBy(3)).await().atMost(STATEMENT);
        if (ours) {
            try {
                upkeep.tend(runner.cluster(), runner.liveJobs());
            } catch (InfrastructureUnavailable e) {
                LOG.debugf("the pull secrets of %s are looked at later: %s", runner.place(), e.getMessage());
            }
        }
    }
}
