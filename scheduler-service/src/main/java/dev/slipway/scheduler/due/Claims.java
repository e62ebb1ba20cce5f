package dev.slipway.scheduler.due;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.outbox.Outbox;
import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.orchestration.FlowRunEvents;
import dev.slipway.scheduler.orchestration.Orchestrator;
import dev.slipway.scheduler.orchestration.Outcome;
import dev.slipway.scheduler.orchestration.Surroundings;
import dev.slipway.scheduler.orchestration.SurroundingsRepository;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Claims due runs: to Pending by the same rules as any claim, and told to the dispatcher in the same transaction. */
@ApplicationScoped
class Claims {
    private final Transactions transactions;
    private final DueRepository due;
    private final Orchestrator orchestrator;
    private final SurroundingsRepository surroundings;
    private final Outbox outbox;
    private final Clock clock;

    Claims(
            Transactions transactions,
            DueRepository due,
            Orchestrator orchestrator,
            SurroundingsRepository surroundings,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.due = due;
        this.orchestrator = orchestrator;
        this.surroundings = surroundings;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Claims what is due in the pool, up to {@code count} runs; answers how many changed their state. */
    Uni<Integer> claim(PoolState pool, int count) {
        return transactions.run(
                tx -> due.lockDue(tx, pool, count, clock.instant()).chain(runs -> claimAll(tx, pool, runs)));
    }

    private Uni<Integer> claimAll(SqlConnection tx, PoolState pool, List<FlowRun> runs) {
        Uni<Integer> claimed = Uni.createFrom().item(0);
        for (FlowRun run : runs) {
            claimed = claimed.chain(before -> claim(tx, pool, run).map(one -> before + one));
        }
        return claimed;
    }

    private Uni<Integer> claim(SqlConnection tx, PoolState pool, FlowRun run) {
        return orchestrator.claim(tx, run, pending(run)).chain(outcome -> {
            Uni<Void> told = outcome.isAccepted()
                    ? tell(tx, pool, run, outcome)
                    : Uni.createFrom().voidItem();
            return told.replaceWith(outcome.isStored() ? 1 : 0);
        });
    }

    /** A run that waited for a slot got one: it must not wait for its next look at the slots. */
    private StateProposal pending(FlowRun run) {
        State state = requireNonNull(run.state());
        return state.name().equals("AwaitingConcurrencySlot")
                ? new StateProposal(StateType.PENDING, null, null, null, StateDetails.scheduledAt(clock.instant()))
                : StateProposal.of(StateType.PENDING);
    }

    private Uni<Void> tell(SqlConnection tx, PoolState pool, FlowRun before, Outcome outcome) {
        FlowRun run = outcome.run();
        return surroundings
                .of(tx, run)
                .chain(around -> outbox.append(tx, due(pool, before, run, around), FlowRunEvents.cause(run)));
    }

    private RunDue due(PoolState pool, FlowRun before, FlowRun run, Surroundings around) {
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
                requireNonNullElse(before.progress().nextScheduledStartTime(), now),
                now);
    }
}
