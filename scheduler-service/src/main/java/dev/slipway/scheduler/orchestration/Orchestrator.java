package dev.slipway.scheduler.orchestration;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.caller.Caller;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.signal.Signals;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The one way by which a flow run gets a state: locked, decided and stored with all its consequences in one transaction. */
@ApplicationScoped
public class Orchestrator {
    private static final int RETRIES = 5;

    /** Serialization failure and deadlock: another try may do. */
    private static final Set<String> RETRIED = Set.of("40001", "40P01");

    private final Transactions transactions;
    private final FlowRunRepository runs;
    private final SituationRepository situations;
    private final StateRecorder recorder;
    private final Signals signals;

    Orchestrator(
            Transactions transactions,
            FlowRunRepository runs,
            SituationRepository situations,
            StateRecorder recorder,
            Signals signals) {
        this.transactions = transactions;
        this.runs = runs;
        this.situations = situations;
        this.recorder = recorder;
        this.signals = signals;
    }

    /** Proposes a state in a transaction of its own; empty if there is no such run in the workspace. */
    public Uni<Optional<Outcome>> propose(UUID runId, StateProposal proposal, boolean force, Caller caller) {
        return transactions
                .run(tx -> propose(tx, runId, proposal, force, caller))
                .onFailure(Orchestrator::isTransient)
                .retry()
                .withBackOff(Duration.ofMillis(10), Duration.ofMillis(200))
                .atMost(RETRIES)
                .invoke(outcome -> outcome.filter(Orchestrator::letsRunsStart).ifPresent(stored -> announce()));
    }

    /** The same within the caller's transaction, who calls {@link #announce} after its commit. */
    public Uni<Optional<Outcome>> propose(
            SqlConnection tx, UUID runId, StateProposal proposal, boolean force, Caller caller) {
        return runs.findForUpdate(tx, caller.workspace(), runId).chain(found -> found.map(
                        run -> decide(tx, run, proposal, policy(force), caller).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** Proposes a state for a run that the transaction has locked. */
    public Uni<Outcome> proposeLocked(
            SqlConnection tx, FlowRun run, StateProposal proposal, boolean force, Caller caller) {
        return decide(tx, run, proposal, policy(force), caller);
    }

    /** Claims a locked run for the dispatcher: to Pending, with the next attempt number if that is accepted. */
    public Uni<Outcome> claim(SqlConnection tx, FlowRun run, StateProposal proposal) {
        return situations
                .of(tx, run, proposal.type(), Caller.service(run.workspace()))
                .chain(around -> {
                    Decision decision = Orchestration.decide(proposal, Policy.CORE, around.situation());
                    return store(tx, run, decision.isAccepted() ? decision.ofNextAttempt() : decision, around);
                });
    }

    /** Schedules a locked run again because its newest attempt's infrastructure failed; no retry of the flow is used up. */
    public Uni<Outcome> retry(SqlConnection tx, FlowRun run, StateProposal scheduled) {
        State before = run.state();
        boolean hadEnteredRunning =
                before != null && (before.type() == StateType.RUNNING || before.type() == StateType.PAUSED);
        return situations
                .of(tx, run, scheduled.type(), Caller.service(run.workspace()))
                .chain(around -> {
                    Decision decision = Orchestration.decide(scheduled, Policy.RETRY, around.situation());
                    return store(tx, run, decision.ofFailedAttempt(hadEnteredRunning), around);
                });
    }

    /** Marks a locked run late. */
    public Uni<Outcome> markLate(SqlConnection tx, FlowRun run, StateProposal late) {
        return decide(tx, run, late, Policy.LATE, Caller.service(run.workspace()));
    }

    /** Wakes who waits for runs to change. */
    public void announce() {
        signals.raise(Signals.Signal.RUNS);
    }

    private Uni<Outcome> decide(SqlConnection tx, FlowRun run, StateProposal proposal, Policy policy, Caller caller) {
        return situations
                .of(tx, run, proposal.type(), caller)
                .chain(around -> store(tx, run, Orchestration.decide(proposal, policy, around.situation()), around));
    }

    private Uni<Outcome> store(SqlConnection tx, FlowRun before, Decision decision, SituationRepository.Loaded around) {
        return recorder.record(tx, before, decision, around.surroundings()).replaceWith(outcome(decision));
    }

    private static Outcome outcome(Decision decision) {
        return new Outcome(
                decision.status(),
                decision.run(),
                decision.stored() != null,
                decision.reason(),
                decision.delaySeconds());
    }

    /** A run that waits in a queue, or one that leaves its slot to another. */
    private static boolean letsRunsStart(Outcome outcome) {
        FlowRun run = outcome.run();
        StateType type = run.state() == null ? StateType.PENDING : run.state().type();
        boolean becomesActive = type == StateType.PENDING || type == StateType.RUNNING;
        return outcome.isStored() && run.workQueueId() != null && !becomesActive;
    }

    private static Policy policy(boolean force) {
        return force ? Policy.MINIMAL : Policy.CORE;
    }

    private static boolean isTransient(Throwable failure) {
        return failure instanceof PgException database && RETRIED.contains(database.getSqlState());
    }
}
