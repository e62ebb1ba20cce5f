package dev.slipway.scheduler.reconcile;

import dev.slipway.contracts.run.v1.RunRepaired;
import dev.slipway.outbox.Outbox;
import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.due.DueFacts;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.job.Ending;
import dev.slipway.scheduler.job.JobEndings;
import dev.slipway.scheduler.orchestration.FlowRunEvents;
import dev.slipway.scheduler.state.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Puts a run right, each in a transaction of its own, if it is still as it was found: any number of replicas may try. */
@ApplicationScoped
class Repairs {
    private final Transactions transactions;
    private final Stores stores;
    private final DueFacts dues;
    private final JobEndings endings;
    private final Outbox outbox;
    private final Clock clock;

    Repairs(Transactions transactions, Stores stores, DueFacts dues, JobEndings endings, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.stores = stores;
        this.dues = dues;
        this.endings = endings;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What a repair reads and writes of its own. */
    @Singleton
    record Stores(FlowRunRepository runs, ReconciliationRepository reconciliation) {}

    /** What was done; empty if the run has moved on, or was put right by somebody else. */
    Uni<Optional<RunRepaired.Done>> repair(DispatchedRun seen, Finding finding) {
        return transactions.run(tx -> stores.runs()
                .findForUpdate(tx, seen.workspace(), seen.id())
                .map(found -> found.filter(run -> isAsSeen(run, seen)))
                .chain(found -> found.map(run -> repair(tx, run, finding))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    private static boolean isAsSeen(FlowRun run, DispatchedRun seen) {
        State state = run.state();
        return state != null
                && state.id().equals(seen.stateId())
                && run.progress().attempts().dispatched()
                && run.progress().attempt() == seen.attempt();
    }

    private Uni<Optional<RunRepaired.Done>> repair(SqlConnection tx, FlowRun run, Finding finding) {
        Ending ending = finding.ending();
        return ending == null ? tellAgain(tx, run, finding) : conclude(tx, run, finding, ending);
    }

    private Uni<Optional<RunRepaired.Done>> tellAgain(SqlConnection tx, FlowRun run, Finding finding) {
        int attempt = run.progress().attempt();
        return stores.reconciliation()
                .repeat(tx, run.id(), attempt, clock.instant())
                .chain(isTime -> isTime
                        ? dues.tell(tx, run)
                                .chain(told -> told
                                        ? tell(tx, run, finding, RunRepaired.Done.TOLD_AGAIN, "it was told again")
                                        : conclude(tx, run, finding, Ending.lost(attempt, nothingToTell(attempt))))
                        : Uni.createFrom().item(Optional.empty()));
    }

    private static String nothingToTell(int attempt) {
        return "Attempt " + attempt + " never began, and its deployment or work pool is gone.";
    }

    private Uni<Optional<RunRepaired.Done>> conclude(SqlConnection tx, FlowRun run, Finding finding, Ending ending) {
        return endings.conclude(tx, run.workspace(), run.id(), ending)
                .chain(entered -> entered.map(state -> tell(tx, run, finding, done(state), "it became " + state.name()))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private static RunRepaired.Done done(State state) {
        return state.isTerminal() ? RunRepaired.Done.ENDED : RunRepaired.Done.SCHEDULED_AGAIN;
    }

    private Uni<Optional<RunRepaired.Done>> tell(
            SqlConnection tx, FlowRun run, Finding finding, RunRepaired.Done done, String what) {
        int attempt = run.progress().attempt();
        var fact = new RunRepaired(
                run.workspace(),
                run.id(),
                attempt,
                finding.found(),
                done,
                finding.words(attempt) + "; " + what + ".",
                clock.instant());
        return outbox.append(tx, fact, FlowRunEvents.cause(run)).replaceWith(Optional.of(done));
    }
}
