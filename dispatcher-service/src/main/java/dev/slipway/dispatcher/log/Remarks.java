package dev.slipway.dispatcher.log;

import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.container.Observation;
import dev.slipway.dispatcher.dispatch.Dispatch;
import dev.slipway.dispatcher.peer.Peers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;

/** Says in a run's log what its job waits for. */
@ApplicationScoped
public class Remarks {
    private static final Logger LOG = Logger.getLogger(Remarks.class);
    private static final int WARNING = 30;

    private final Peers peers;
    private final Clock clock;

    Remarks(Peers peers, Clock clock) {
        this.peers = peers;
        this.clock = clock;
    }

    /** Says it once; where that fails, the end of the attempt will say it. */
    public void waits(Dispatch dispatch, Observation.Waiting waiting) {
        String until = waiting.givenUpAt() == null
                ? ""
                : " (given up at " + waiting.givenUpAt().truncatedTo(ChronoUnit.SECONDS) + ")";
        try {
            peers.postToGateway(
                    "/api/logs/",
                    List.of(LastWords.log(
                            dispatch.key().flowRunId(),
                            WARNING,
                            "Waiting to start" + until + ": " + waiting.message(),
                            clock.instant())));
        } catch (InfrastructureUnavailable e) {
            LOG.debugf("the log of attempt %s does not say what it waits for: %s", dispatch.key(), e.getMessage());
        }
    }
}
