package dev.slipway.scheduler.due;

import static java.util.Objects.requireNonNull;

import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.outbox.Outbox;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.orchestration.FlowRunEvents;
import dev.slipway.scheduler.orchestration.Surroundings;
import dev.slipway.scheduler.orchestration.SurroundingsRepository;
import dev.slipway.scheduler.state.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the dispatcher of claimed runs. */
@ApplicationScoped
public class DueFacts {
    private final DueRepository due;
    private final SurroundingsRepository surroundings;
    private final Outbox outbox;
    private final Clock clock;

    DueFacts(DueRepository due, SurroundingsRepository surroundings, Outbox outbox, Clock clock) {
        this.due = due;
        this.surroundings = surroundings;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Tells of a run that was claimed before, as it is now; false if its deployment or work pool is gone. */
    public Uni<Boolean> tell(SqlConnection tx, FlowRun run) {
        UUID queueId = run.workQueueId();
        State state = run.state();
        if (queueId == null || run.deploymentId() == null || state == null) {
            return Uni.createFrom().item(false);
        }
        return due.poolOf(tx, queueId).chain(pool -> pool.map(
                        found -> tell(tx, found, run, state.stateDetails().scheduledTime())
                                .replaceWith(true))
                .orElseGet(() -> Uni.createFrom().item(false)));
    }

    Uni<Void> tell(SqlConnection tx, PoolState pool, FlowRun run, @Nullable Instant scheduledTime) {
        return surroundings
                .of(tx, run)
                .chain(around -> outbox.append(tx, due(pool, run, around, scheduledTime), FlowRunEvents.cause(run)));
    }

    private RunDue due(PoolState pool, FlowRun run, Surroundings around, @Nullable Instant scheduledTime) {
        Surroundings.Deployment deployment = requireNonNull(around.deployment());
        Instant now = clock.instant();
        return new RunDue(
                run.workspace(),
                run.id(),
                run.progress().attempt(),
                run.name(),
                run.flowId(),
                around.flow().name(),
                run.deploymentId(),
                deployment.named().name(),
                deployment.updated(),
                pool.id(),
                pool.name(),
                pool.type(),
                requireNonNull(around.workQueue()).name(),
                JobVariables.configuration(pool.baseJobTemplate()),
                JobVariables.defaults(pool.baseJobTemplate()),
                JobVariables.merged(deployment.jobVariables(), run.jobVariables()),
                scheduledTime == null ? now : scheduledTime,
                now);
    }
}
