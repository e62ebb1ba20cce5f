package dev.slipway.dispatcher.launch;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.ContainerRefused;
import dev.slipway.dispatcher.container.ContainerRunner;
import dev.slipway.dispatcher.container.ContainerSpec;
import dev.slipway.dispatcher.container.CreatedContainer;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.container.Observation;
import dev.slipway.dispatcher.dispatch.Dispatch;
import dev.slipway.dispatcher.dispatch.Dispatches;
import dev.slipway.dispatcher.dispatch.Ending;
import dev.slipway.dispatcher.dispatch.Infrastructure;
import dev.slipway.dispatcher.dispatch.StopOrder;
import dev.slipway.dispatcher.template.InvalidConfiguration;
import dev.slipway.dispatcher.watch.Marks;
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
    private static final String SERVED = "docker";

    private final Preparation preparation;
    private final ContainerRunner runner;
    private final Dispatches dispatches;
    private final Postponement postponement;
    private final Marks marks;
    private final Clock clock;

    Launcher(
            Preparation preparation,
            ContainerRunner runner,
            Dispatches dispatches,
            Postponement postponement,
            Marks marks,
            Clock clock) {
        this.preparation = preparation;
        this.runner = runner;
        this.dispatches = dispatches;
        this.postponement = postponement;
        this.marks = marks;
        this.clock = clock;
    }

    /** Brings the attempt to its next lasting state, whatever happens. */
    void launch(Dispatch dispatch, UUID owner) {
        try {
            if (dispatch.stop() == null) {
                create(dispatch, owner);
            } else {
                abandon(dispatch, owner, dispatch.stop());
            }
        } catch (InvalidConfiguration e) {
            end(dispatch, owner, Ending.without(EndReason.INVALID_CONFIGURATION, e.explanation()));
        } catch (ContainerRefused e) {
            end(dispatch, owner, Ending.without(e.reason(), e.explanation()));
        } catch (InfrastructureUnavailable e) {
            postponement.postpone(dispatch, owner, e);
        }
    }

    private void create(Dispatch dispatch, UUID owner) {
        if (!dispatch.request().workPoolType().equals(SERVED)) {
            throw new ContainerRefused(
                    EndReason.INVALID_CONFIGURATION,
                    "Work pools of type " + dispatch.request().workPoolType() + " are not served here, only " + SERVED
                            + ".");
        }
        Optional<ContainerSpec> prepared = preparation.prepare(dispatch, () -> isStillWanted(dispatch));
        if (prepared.isEmpty()) {
            abandon(dispatch, owner, currentStop(dispatch).orElseThrow());
            return;
        }
        ContainerSpec spec = prepared.get();
        CreatedContainer container = runner.create(spec);
        preparation.measure(dispatch);
        var made = new Infrastructure(
                container.infrastructureId(),
                container.id(),
                spec.name(),
                spec.image().reference());
        await(dispatches.created(dispatch, owner, made))
                .ifPresentOrElse(
                        created -> start(created, owner, container),
                        () -> LOG.warnf("attempt %s was taken over while it was launched", dispatch.key()));
    }

    private void start(Dispatch created, UUID owner, CreatedContainer container) {
        if (created.stop() != null) {
            runner.remove(container.id());
            end(created, owner, notStarted(created.stop()));
            return;
        }
        // an adopted container may have been started, and even have ended, before its maker could say so
        if (!container.adopted() || runner.inspect(container.id()) instanceof Observation.NotStarted) {
            startOrEnd(created, owner, container);
        } else {
            await(dispatches.running(created, owner, clock.instant()));
        }
        marks.mark(created.key());
    }

    private void startOrEnd(Dispatch created, UUID owner, CreatedContainer container) {
        try {
            runner.start(container.id());
            await(dispatches.running(created, owner, clock.instant()));
        } catch (ContainerRefused e) {
            end(created, owner, Ending.without(e.reason(), e.explanation()));
            marks.cleanUp();
        }
    }

    /** An earlier try may have created the container before it could record it. */
    private void abandon(Dispatch dispatch, UUID owner, StopOrder stop) {
        if (dispatch.tries() > 1) {
            runner.list().stream()
                    .filter(container -> container.key().equals(dispatch.key()))
                    .forEach(container -> runner.remove(container.id()));
        }
        end(dispatch, owner, notStarted(stop));
    }

    private void end(Dispatch dispatch, UUID owner, Ending ending) {
        LOG.infof("attempt %s ended without running: %s", dispatch.key(), ending.reason());
        await(dispatches.ended(dispatch, owner, ending));
    }

    private boolean isStillWanted(Dispatch dispatch) {
        return currentStop(dispatch).isEmpty();
    }

    private Optional<StopOrder> currentStop(Dispatch dispatch) {
        return await(dispatches.find(dispatch.key())).map(Dispatch::stop);
    }

    private static Ending notStarted(StopOrder stop) {
        return Ending.without(
                EndReason.CANCELLED, "Not started: " + stop.reason().words() + ".");
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(STATEMENT);
    }
}
