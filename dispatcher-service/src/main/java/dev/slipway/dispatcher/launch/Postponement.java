package dev.slipway.dispatcher.launch;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.dispatch.Dispatch;
import dev.slipway.dispatcher.dispatch.Dispatches;
import dev.slipway.dispatcher.dispatch.Ending;
import dev.slipway.dispatcher.dispatch.Leases;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What becomes of an attempt that can't be launched now: it is tried again, and given up when patience ends. */
@ApplicationScoped
class Postponement {
    private static final Logger LOG = Logger.getLogger(Postponement.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    private final Leases leases;
    private final Dispatches dispatches;
    private final Clock clock;
    private final Patience patience;

    Postponement(Leases leases, Dispatches dispatches, LaunchConfig config, Clock clock) {
        this.leases = leases;
        this.dispatches = dispatches;
        this.clock = clock;
        this.patience = new Patience(config.patience(), config.firstPause());
    }

    void postpone(Dispatch dispatch, UUID owner, InfrastructureUnavailable failure) {
        patience.pause(dispatch.tries(), dispatch.failingSince(), clock.instant())
                .ifPresentOrElse(
                        pause -> later(dispatch, owner, pause, failure), () -> giveUp(dispatch, owner, failure));
    }

    private void later(Dispatch dispatch, UUID owner, Duration pause, InfrastructureUnavailable failure) {
        LOG.warnf("attempt %s waits %s: %s", dispatch.key(), pause, failure.getMessage());
        leases.postpone(dispatch.key(), owner, pause).await().atMost(STATEMENT);
    }

    private void giveUp(Dispatch dispatch, UUID owner, InfrastructureUnavailable failure) {
        String message = (dispatch.stop() == null ? "Could not be started for " : "Could not be taken back for ")
                + patience.longest().toSeconds() + " s: " + failure.getMessage() + ".";
        dispatches
                .ended(dispatch, owner, Ending.without(EndReason.INFRASTRUCTURE_UNAVAILABLE, message))
                .await()
                .atMost(STATEMENT);
    }
}
