package dev.slipway.scheduler.due;

import static java.util.Objects.requireNonNull;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.orchestration.Orchestrator;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Claims due runs: to Pending by the same rules as any claim, and told to the dispatcher in the same transaction. */
@ApplicationScoped
class Claims {
    private final Transactions transactions;
    private final DueRepository due;
    private final Orchestrator orchestrator;
    private final DueFacts facts;
    private final Clock clock;

    Claims(Transactions transactions, DueRepository due, Orchestrator orchestrator, DueFacts facts, Clock clock) {
        this.transactions = transactions;
        this.due = due;
        this.orchestrator = orchestrator;
        this.facts = facts;
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
                    ? facts.tell(tx, pool, outcome.run(), run.progress().nextScheduledStartTime())
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
}
