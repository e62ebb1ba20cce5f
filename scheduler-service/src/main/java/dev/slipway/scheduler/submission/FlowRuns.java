package dev.slipway.scheduler.submission;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.flowrun.RunProgress;
import dev.slipway.scheduler.orchestration.FlowRunEvents;
import dev.slipway.scheduler.orchestration.Progression;
import dev.slipway.scheduler.retry.RetryWish;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Makes flow runs. */
@ApplicationScoped
public class FlowRuns {
    private final FlowRunRepository repository;
    private final FlowRunEvents events;
    private final Clock clock;
    private final Ids ids;

    FlowRuns(FlowRunRepository repository, FlowRunEvents events, Clock clock, Ids ids) {
        this.repository = repository;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
    }

    /** The run that was asked for, and whether it is new. */
    public record Submitted(FlowRun run, boolean isNew) {}

    /** Makes the run with its first state, and tells of it; the one that has the idempotency key if there is one. */
    public Uni<Submitted> submit(SqlConnection tx, NewFlowRun wanted) {
        RetryWish.check(wanted.jobVariables(), 422);
        var run = run(wanted, ids.next(), clock.instant());
        return Uni.combine()
                .all()
                .unis(repository.insert(tx, run), events.around(tx, run))
                .asTuple()
                .chain(inserted -> inserted.getItem1()
                        ? events.created(tx, run, inserted.getItem2()).replaceWith(new Submitted(run, true))
                        : repository
                                .findByIdempotencyKey(
                                        tx,
                                        wanted.workspace(),
                                        wanted.flowId(),
                                        String.valueOf(wanted.idempotencyKey()))
                                .map(existing -> new Submitted(existing.orElseThrow(), false)));
    }

    private FlowRun run(NewFlowRun wanted, UUID id, Instant now) {
        var name = wanted.name() == null || wanted.name().isBlank() ? RunNames.of(ids.next()) : wanted.name();
        var stateless = new FlowRun(
                id,
                wanted.workspace(),
                wanted.flowId(),
                wanted.deploymentId(),
                wanted.deploymentVersion(),
                wanted.workQueueId(),
                name,
                wanted.flowVersion(),
                wanted.parameters(),
                wanted.context(),
                wanted.empiricalPolicy(),
                wanted.tags(),
                wanted.labels(),
                wanted.idempotencyKey(),
                wanted.parentTaskRunId(),
                false,
                null,
                null,
                wanted.infrastructureDocumentId(),
                wanted.jobVariables(),
                wanted.createdBy(),
                null,
                RunProgress.NONE,
                "run:" + id,
                now,
                now);
        var proposal = wanted.state() == null ? StateProposal.of(StateType.PENDING) : wanted.state();
        return Progression.enter(stateless, proposal.toState(ids.next(), now), wanted.empiricalPolicy(), now);
    }
}
