package dev.slipway.builder.work;

import dev.slipway.builder.build.BuildLog;
import dev.slipway.builder.build.Lease;
import dev.slipway.builder.build.LogLine;
import dev.slipway.builder.secret.SecretMask;
import dev.slipway.contracts.build.v1.BuildStage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Collects the lines of one attempt, without secrets, and writes them in batches. */
final class BuildLogWriter {
    private static final Logger LOG = Logger.getLogger(BuildLogWriter.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    private static final int LONGEST_LINE = 4_000;
    private static final int MOST_LINES = 20_000;
    private static final int BATCH = 200;

    private final BuildLog log;
    private final Lease lease;
    private final Clock clock;
    private final List<LogLine> pending = new ArrayList<>();
    private final Object writing = new Object();
    private final Set<String> hidden = new HashSet<>();
    private SecretMask mask = SecretMask.NONE;
    private BuildStage stage = BuildStage.CHECKOUT;
    private long seq;
    private int lines;

    BuildLogWriter(BuildLog log, Lease lease, Clock clock, long lastSeq) {
        this.log = log;
        this.lease = lease;
        this.clock = clock;
        this.seq = lastSeq;
    }

    /** From now on these, too. */
    synchronized void hide(Set<String> secrets) {
        hidden.addAll(secrets);
        mask = SecretMask.of(hidden);
    }

    synchronized void enter(BuildStage next) {
        stage = next;
    }

    /** The text as anybody may see it. */
    synchronized String masked(String text) {
        return mask.mask(text);
    }

    void line(String text) {
        if (add(text) >= BATCH) {
            flush();
        }
    }

    private synchronized int add(String text) {
        lines++;
        if (lines <= MOST_LINES) {
            String masked = mask.mask(text);
            String cut = masked.length() > LONGEST_LINE ? masked.substring(0, LONGEST_LINE) + "…" : masked;
            String shown = lines == MOST_LINES ? "(the log is too long; further lines are not kept)" : cut;
            pending.add(new LogLine(++seq, clock.instant(), stage, shown));
        }
        return pending.size();
    }

    /** One writer at a time, so that lines appear in their order; a log that can't be written does not stop the build. */
    void flush() {
        synchronized (writing) {
            List<LogLine> batch = take();
            try {
                log.append(lease, batch).await().atMost(STATEMENT);
            } catch (RuntimeException e) {
                LOG.warnf(
                        "%d lines of the log of build %s were lost: %s", batch.size(), lease.buildId(), e.getMessage());
            }
        }
    }

    private synchronized List<LogLine> take() {
        List<LogLine> batch = List.copyOf(pending);
        pending.clear();
        return batch;
    }
}
