package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.container.ContainerRefused;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.container.Observation;
import dev.slipway.dispatcher.container.Runners;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Dispatch;
import dev.slipway.dispatcher.dispatch.Ending;
import dev.slipway.dispatcher.dispatch.Infrastructure;
import dev.slipway.dispatcher.log.LastWords;
import dev.slipway.dispatcher.log.Remarks;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** A look at one attempt: takes its lease, asks the engine, decides, acts, until there is nothing more to do now. */
@ApplicationScoped
class Examination {
    private static final Logger LOG = Logger.getLogger(Examination.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    private final WatchRecords records;
    private final Runners runners;
    private final LastWords lastWords;
    private final Remarks remarks;
    private final WatchConfig config;
    private final Clock clock;

    Examination(
            WatchRecords records,
            Runners runners,
            LastWords lastWords,
            Remarks remarks,
            WatchConfig config,
            Clock clock) {
        this.records = records;
        this.runners = runners;
        this.lastWords = lastWords;
        this.remarks = remarks;
        this.config = config;
        this.clock = clock;
    }

    /** Looks at the attempt unless somebody else does. While all is well, nothing is written. */
    void of(AttemptKey key, UUID owner) {
        if (isWell(key)) {
            return;
        }
        Optional<Dispatch> taken = await(records.leases().take(key, owner, config.lease()));
        if (taken.isEmpty()) {
            return;
        }
        try {
            if (!settle(taken.get(), owner)) {
                await(records.leases().release(key, owner));
            }
        } catch (InfrastructureUnavailable e) {
            LOG.debugf("attempt %s is looked at later: %s", key, e.getMessage());
            await(records.leases().release(key, owner));
        }
    }

    private boolean isWell(AttemptKey key) {
        return await(records.dispatches().find(key)).filter(this::isWell).isPresent();
    }

    private boolean isWell(Dispatch dispatch) {
        Infrastructure made = dispatch.infrastructure();
        return made != null
                && !dispatch.state().isTerminal()
                && runners.at(made.place())
                        .glance(made.containerId())
                        .filter(seen -> !isTrouble(seen) && verdict(dispatch, made, seen) instanceof Verdict.Leave)
                        .isPresent();
    }

    private static boolean isTrouble(Observation seen) {
        return seen instanceof Observation.Waiting waiting && waiting.trouble();
    }

    private Verdict verdict(Dispatch dispatch, Infrastructure made, Observation seen) {
        if (seen instanceof Observation.Running) {
            records.sightings().sawAlive(made.place(), made.containerId());
        }
        boolean seenAlive = records.sightings().wasAlive(made.containerId());
        return Verdicts.of(
                dispatch.state(), dispatch.stop(), seen, seenAlive, clock.instant(), config.resendStopAfter());
    }

    /** True if the lease went with the change that was recorded. */
    private boolean settle(Dispatch dispatch, UUID owner) {
        Infrastructure made = dispatch.infrastructure();
        if (made == null) {
            return false;
        }
        Observation seen = runners.at(made.place()).inspect(made.containerId());
        return switch (verdict(dispatch, made, seen)) {
            case Verdict.Leave leave -> left(dispatch, seen, owner);
            case Verdict.Start start -> start(dispatch, made, owner);
            case Verdict.Began began -> began(dispatch, began, owner);
            case Verdict.Stop stop -> stop(dispatch, made, owner);
            case Verdict.GiveUp giveUp -> giveUp(dispatch, made, giveUp.ending(), owner);
            case Verdict.End end -> end(dispatch, made, end.ending(), owner);
            case Verdict.Lose lose -> lose(dispatch, made, lose.message(), owner);
        };
    }

    /** What it waits for is told when it changes, and not only in the end. */
    private boolean left(Dispatch dispatch, Observation seen, UUID owner) {
        if (seen instanceof Observation.Waiting waiting
                && waiting.trouble()
                && await(records.watchList()
                        .waitsFor(dispatch.key(), owner, waiting.reason().name()))) {
            remarks.waits(dispatch, waiting);
        }
        return false;
    }

    private boolean start(Dispatch dispatch, Infrastructure made, UUID owner) {
        try {
            runners.at(made.place()).start(made.containerId());
            return began(dispatch, new Verdict.Began(clock.instant()), owner);
        } catch (ContainerRefused e) {
            return end(dispatch, made, Ending.without(e.reason(), e.explanation()), owner);
        }
    }

    private boolean began(Dispatch dispatch, Verdict.Began began, UUID owner) {
        await(records.dispatches().running(dispatch, owner, began.startedAt()));
        records.marks().mark(dispatch.key());
        return true;
    }

    private boolean stop(Dispatch dispatch, Infrastructure made, UUID owner) {
        LOG.infof("stopping the container of attempt %s", dispatch.key());
        await(records.watchList().stopSent(dispatch.key(), owner));
        runners.at(made.place()).stop(made.containerId(), config.stopGrace());
        // the next look sees the recorded order and the end
        records.marks().mark(dispatch.key());
        return false;
    }

    private boolean giveUp(Dispatch dispatch, Infrastructure made, Ending ending, UUID owner) {
        runners.at(made.place()).remove(made.containerId());
        return end(dispatch, made, ending, owner);
    }

    private boolean end(Dispatch dispatch, Infrastructure made, Ending ending, UUID owner) {
        lastWords.keep(dispatch, made, ending);
        await(records.dispatches().ended(dispatch, owner, ending));
        LOG.infof("attempt %s ended: %s", dispatch.key(), ending.reason());
        release(made);
        records.sightings().forget(made.containerId());
        records.marks().cleanUp(made.place());
        return true;
    }

    /** It is only earlier gone for that. */
    private void release(Infrastructure made) {
        try {
            runners.at(made.place()).release(made.containerId());
        } catch (InfrastructureUnavailable e) {
            LOG.debugf("%s goes later than it could: %s", made.name(), e.getMessage());
        }
    }

    private boolean lose(Dispatch dispatch, Infrastructure made, String message, UUID owner) {
        await(records.dispatches().lost(dispatch, owner, message));
        LOG.warnf("attempt %s is lost", dispatch.key());
        records.sightings().forget(made.containerId());
        return true;
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(STATEMENT);
    }
}
