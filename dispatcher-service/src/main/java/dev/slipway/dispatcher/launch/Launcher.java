package dev.slipway.dispatcher.launch;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.ContainerRefused;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.container.JobMaker;
import dev.slipway.dispatcher.container.MadeJob;
import dev.slipway.dispatcher.container.Runners;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Dispatch;
import dev.slipway.dispatcher.dispatch.Dispatches;
import dev.slipway.dispatcher.dispatch.Ending;
import dev.slipway.dispatcher.dispatch.Infrastructure;
import dev.slipway.dispatcher.dispatch.Launch;
import dev.slipway.dispatcher.dispatch.StopOrder;
import dev.slipway.dispatcher.template.InvalidConfiguration;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Launches one attempt. Every step can be repeated by another replica: the container is created under its one name, the row
 * remembers it before it is started, and only who holds the lease then may start it.
 */
@ApplicationScoped
class Launcher {
    private static final Logger LOG = Logger.getLogger(Launcher.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    private final Runners runners;
    private final Dispatches dispatches;
    private final Postponement postponement;
    private final Handover handover;
    private final Clock clock;

    Launcher(Runners runners, Dispatches dispatches, Postponement postponement, Handover handover, Clock clock) {
        this.runners = runners;
        this.dispatches = dispatches;
        this.postponement = postponement;
        this.handover = handover;
        this.clock = clock;
    }

    /** Brings the attempt to its next lasting state, whatever happens. */
    void launch(Launch launch, UUID owner) {
        Dispatch dispatch = launch.dispatch();
        try {
            if (dispatch.stop() == null) {
                create(launch, owner);
            } else {
                abandon(launch, owner, dispatch.stop());
            }
        } catch (InvalidConfiguration e) {
            end(dispatch, owner, Ending.without(EndReason.INVALID_CONFIGURATION, e.explanation()));
        } catch (ContainerRefused e) {
            end(dispatch, owner, Ending.without(e.reason(), e.explanation()));
        } catch (InfrastructureUnavailable e) {
            postponement.postpone(dispatch, owner, e);
        }
    }

    private void create(Launch launch, UUID owner) {
        Optional<MadeJob> made = maker(launch).make(launch, () -> isStillWanted(launch.key()));
        if (made.isEmpty()) {
            // or it has ended meanwhile, and there is nothing left to do
            current(launch.key()).map(Dispatch::stop).ifPresent(stop -> abandon(launch, owner, stop));
            return;
        }
        handover.measure(launch.request().dueAt());
        record(launch.dispatch(), owner, made.get());
    }

    private JobMaker maker(Launch launch) {
        return runners.makerFor(launch.request().workPoolType());
    }

    private void record(Dispatch dispatch, UUID owner, MadeJob job) {
        await(dispatches.created(dispatch, owner, job.infrastructure(), job.toStart()))
                .ifPresentOrElse(
                        created -> follow(created, owner, job), () -> takenOver(dispatch, job.infrastructure()));
    }

    private void follow(Dispatch created, UUID owner, MadeJob job) {
        if (!job.toStart()) {
            handover.toWatch(created.key());
        } else if (created.stop() == null) {
            start(created, owner, job.infrastructure());
        } else {
            handover.toWatch(created.key(), owner);
        }
    }

    /** Whoever has the attempt now finds the job by its name; but after the attempt's end nobody looks for it. */
    private void takenOver(Dispatch dispatch, Infrastructure made) {
        LOG.warnf("attempt %s was taken over while it was launched", dispatch.key());
        boolean late = current(dispatch.key())
                .filter(row -> row.state().isTerminal() && !isOf(row, made))
                .isPresent();
        if (late) {
            runners.at(made.place()).remove(made.containerId());
        }
    }

    private static boolean isOf(Dispatch row, Infrastructure made) {
        return row.infrastructure() != null
                && row.infrastructure().containerId().equals(made.containerId());
    }

    private void start(Dispatch created, UUID owner, Infrastructure made) {
        try {
            runners.at(made.place()).start(made.containerId());
            await(dispatches.running(created, owner, clock.instant()));
            handover.toWatch(created.key());
        } catch (ContainerRefused e) {
            end(created, owner, Ending.without(e.reason(), e.explanation()));
        } catch (InfrastructureUnavailable e) {
            LOG.warnf("attempt %s is made and will be started later: %s", created.key(), e.getMessage());
            handover.toWatch(created.key(), owner);
        }
    }

    /** An earlier try may have made the job before it could record it: if that has run, its run may even have ended by it. */
    private void abandon(Launch launch, UUID owner, StopOrder stop) {
        Dispatch dispatch = launch.dispatch();
        Optional<MadeJob> made = dispatch.tries() > 1 ? maker(launch).withdraw(launch) : Optional.empty();
        made.ifPresentOrElse(job -> record(dispatch, owner, job), () -> end(dispatch, owner, notStarted(stop)));
    }

    private void end(Dispatch dispatch, UUID owner, Ending ending) {
        LOG.infof("attempt %s ended without running: %s", dispatch.key(), ending.reason());
        await(dispatches.ended(dispatch, owner, ending));
    }

    private boolean isStillWanted(AttemptKey key) {
        return current(key)
                .filter(row -> row.stop() == null && !row.state().isTerminal())
                .isPresent();
    }

    private Optional<Dispatch> current(AttemptKey key) {
        return await(dispatches.find(key));
    }

    private static Ending notStarted(StopOrder stop) {
        return Ending.without(
                EndReason.CANCELLED, "Not started: " + stop.reason().words() + ".");
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(STATEMENT);
    }
}
