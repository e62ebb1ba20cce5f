package dev.slipway.scheduler.housekeeping;

import static java.util.Objects.requireNonNull;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.caller.Caller;
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
import java.util.Locale;
import java.util.function.BiFunction;

/** The tasks of housekeeping, each a transaction; any of them may run twice, or in two replicas at once. */
@ApplicationScoped
class Housekeeping {
    private final Transactions transactions;
    private final OverdueRepository overdue;
    private final Orchestrator orchestrator;
    private final HousekeepingConfig config;
    private final Clock clock;

    Housekeeping(
            Transactions transactions,
            OverdueRepository overdue,
            Orchestrator orchestrator,
            HousekeepingConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.overdue = overdue;
        this.orchestrator = orchestrator;
        this.config = config;
        this.clock = clock;
    }

    /** Runs that nobody picked up become Late. */
    Uni<Integer> markLate() {
        return transactions.run(tx -> overdue.late(tx, clock.instant().minus(config.lateAfter()), config.batchSize())
                .chain(runs -> each(tx, runs, (t, run) -> orchestrator
                        .markLate(t, run, late(run))
                        .replaceWithVoid())));
    }

    private static StateProposal late(FlowRun run) {
        StateDetails details =
                StateDetails.NONE.withScheduledTime(run.progress().nextScheduledStartTime());
        return new StateProposal(StateType.SCHEDULED, "Late", null, null, details);
    }

    /** Pauses that nobody ended in time fail their run. */
    Uni<Integer> failExpiredPauses() {
        return transactions.run(tx -> overdue.expiredPauses(tx, clock.instant(), config.batchSize())
                .chain(runs -> each(tx, runs, (t, run) -> force(t, run, StateType.FAILED, neverResumed(run)))));
    }

    private static String neverResumed(FlowRun run) {
        State state = requireNonNull(run.state());
        return "The flow was " + state.name().toLowerCase(Locale.ROOT) + " and never resumed.";
    }

    /** A cancellation that nobody reports the end of ends by itself. */
    Uni<Integer> endCancellations() {
        return transactions.run(
                tx -> overdue.stuckCancellations(tx, clock.instant().minus(config.cancelWithin()), config.batchSize())
                        .chain(runs -> each(tx, runs, (t, run) -> force(t, run, StateType.CANCELLED, stuck()))));
    }

    private String stuck() {
        return "The run was asked to stop and nobody reported that it did within "
                + config.cancelWithin().toSeconds() + " s.";
    }

    /** Subflows end with the run that they belong to; those that are deployed have infrastructure that is to be stopped. */
    Uni<Integer> cancelSubflows() {
        return transactions.run(tx -> overdue.ofCancelled(tx, config.batchSize())
                .chain(runs -> each(tx, runs, (t, run) -> propose(t, run, cancelled(run), false))));
    }

    private static StateProposal cancelled(FlowRun subflow) {
        StateType type = subflow.deploymentId() == null ? StateType.CANCELLED : StateType.CANCELLING;
        return new StateProposal(type, null, "The flow run that it belongs to was cancelled.", null, null);
    }

    /** Slots of leases that ran out are free again. */
    Uni<Integer> reclaimLeases() {
        return transactions.run(tx -> overdue.reclaimLeases(tx, clock.instant()));
    }

    private Uni<Void> force(SqlConnection tx, FlowRun run, StateType type, String message) {
        return propose(tx, run, new StateProposal(type, null, message, null, null), true);
    }

    private Uni<Void> propose(SqlConnection tx, FlowRun run, StateProposal proposal, boolean force) {
        return orchestrator
                .proposeLocked(tx, run, proposal, force, Caller.service(run.workspace()))
                .replaceWithVoid();
    }

    private static Uni<Integer> each(
            SqlConnection tx, List<FlowRun> runs, BiFunction<SqlConnection, FlowRun, Uni<Void>> task) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (FlowRun run : runs) {
            done = done.chain(() -> task.apply(tx, run));
        }
        return done.replaceWith(runs.size());
    }
}
