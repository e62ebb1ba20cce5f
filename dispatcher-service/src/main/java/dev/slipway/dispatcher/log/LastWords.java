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
 * Puts the last lines of a container that ended badly into its run's log, as far as the client did not deliver them itself, and
 * why it ended; where the output could not be read, the log says so. As good as can be done within a
 * few seconds: the end itself is more important than the log of it.
 */
@ApplicationScoped
public class LastWords {
    private static final Logger LOG = Logger.getLogger(LastWords.class);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);
    private static final int PAGE = 200;
    private static final int MOST = 2_000;
    private static final String NOT_READ =
            " Its output could not be read any more, so this log may lack its last lines.";
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
                send(dispatch, made, ending);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
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

    private void send(Dispatch dispatch, Infrastructure made, Ending ending) throws InterruptedException {
        UUID flowRunId = dispatch.key().flowRunId();
        List<LogLine> tail = ending.reason() == EndReason.REMOVED
                ? List.of()
                : runners.at(made.place()).logTail(made.containerId(), lines);
        var logs = new ArrayList<Map<String, Object>>();
        missing(dispatch, tail).forEach(line -> logs.add(log(flowRunId, INFO, line.text(), line.at())));
        String lacks = ending.exitCode() != null && tail.isEmpty() ? NOT_READ : "";
        logs.add(log(
                flowRunId,
                ERROR,
                ending.message() + (ending.reason() == EndReason.REMOVED ? NOT_READ : lacks),
                clock.instant()));
        peers.postToGateway("/api/logs/", logs);
    }

    private List<LogLine> missing(Dispatch dispatch, List<LogLine> tail) throws InterruptedException {
        if (tail.isEmpty()) {
            return tail;
        }
        // what the client sent last is on its way to the log, but not for long
        Duration left = Duration.between(clock.instant(), tail.getLast().at().plus(ON_ITS_WAY));
        if (left.isPositive()) {
            Thread.sleep(left.compareTo(ON_ITS_WAY) < 0 ? left : ON_ITS_WAY);
        }
        return Delivery.missing(tail, delivered(dispatch, tail.getFirst().at().minus(ON_ITS_WAY)));
    }

    private List<String> delivered(Dispatch dispatch, Instant since) {
        var messages = new ArrayList<String>();
        int page;
        do {
            page = messages.size();
            peers.postToScheduler(dispatch.key().workspace(), "/api/logs/filter", filter(dispatch, since, page))
                    .ifPresent(logs ->
                            logs.forEach(log -> messages.add(log.path("message").asText())));
        } while (messages.size() == page + PAGE && messages.size() < MOST);
        return messages;
    }

    private static Map<String, Object> filter(Dispatch dispatch, Instant since, int offset) {
        return Map.of(
                "logs",
                Map.of(
                        "flow_run_id",
                                Map.of(
                                        "any_",
                                        List.of(dispatch.key().flowRunId().toString())),
                        "timestamp", Map.of("after_", since.toString())),
                "sort",
                "TIMESTAMP_ASC",
                "limit",
                PAGE,
                "offset",
                offset);
    }

    static Map<String, Object> log(UUID flowRunId, int level, String message, Instant at) {
        return Map.of(
                "name", LOGGER_NAME,
                "level", level,
                "message", message,
                "timestamp", at.toString(),
                "flow_run_id", flowRunId.toString());
    }
}
