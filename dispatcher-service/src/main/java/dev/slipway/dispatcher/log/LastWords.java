package dev.slipway.dispatcher.log;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.LogLine;
import dev.slipway.dispatcher.container.Runners;
import dev.slipway.dispatcher.dispatch.Dispatch;
import dev.slipway.dispatcher.dispatch.Ending;
import dev.slipway.dispatcher.dispatch.Infrastructure;
import dev.slipway.dispatcher.peer.Peers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Puts the last lines of a container that ended badly into its run's log, and why it ended. As good as can be done within a
 * few seconds: the end itself is more important than the log of it.
 */
@ApplicationScoped
public class LastWords {
    private static final Logger LOG = Logger.getLogger(LastWords.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String LOGGER_NAME = "slipway.container";
    private static final int INFO = 20;
    private static final int ERROR = 40;
    private static final Set<EndReason> WELL = EnumSet.of(EndReason.COMPLETED, EndReason.CANCELLED);

    private final Runners runners;
    private final Peers peers;
    private final Clock clock;
    private final int lines;

    LastWords(Runners runners, Peers peers, Clock clock, LogConfig config) {
        this.runners = runners;
        this.peers = peers;
        this.clock = clock;
        this.lines = config.lines();
    }

    /** Keeps them if the end was no good one; returns within a few seconds whatever happens. */
    public void keep(Dispatch dispatch, Infrastructure made, Ending ending) {
        if (WELL.contains(ending.reason())) {
            return;
        }
        var done = new CountDownLatch(1);
        Thread.ofVirtual().name("last-words").start(() -> {
            try {
                send(dispatch.key().flowRunId(), made, ending);
            } catch (RuntimeException e) {
                LOG.warnf("the last words of attempt %s are not in its log: %s", dispatch.key(), e.getMessage());
            } finally {
                done.countDown();
            }
        });
        try {
            if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("the last words of attempt %s take too long", dispatch.key());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(UUID flowRunId, Infrastructure made, Ending ending) {
        var logs = new ArrayList<Map<String, Object>>();
        List<LogLine> tail = ending.reason() == EndReason.REMOVED
                ? List.of()
                : runners.at(made.place()).logTail(made.containerId(), lines);
        tail.forEach(line -> logs.add(log(flowRunId, INFO, line.text(), line.at())));
        logs.add(log(flowRunId, ERROR, ending.message(), clock.instant()));
        peers.postToGateway("/api/logs/", logs);
    }

    private static Map<String, Object> log(UUID flowRunId, int level, String message, Instant at) {
        return Map.of(
                "name", LOGGER_NAME,
                "level", level,
                "message", message,
                "timestamp", at.toString(),
                "flow_run_id", flowRunId.toString());
    }
}
