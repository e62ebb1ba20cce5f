package dev.slipway.scheduler.job;

import dev.slipway.scheduler.caller.Caller;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.orchestration.Orchestrator;
import dev.slipway.scheduler.orchestration.Outcome;
import dev.slipway.scheduler.retry.RetryConfig;
import dev.slipway.scheduler.retry.RetryPolicy;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Takes the end of an attempt's infrastructure into its run, however it became known. */
@ApplicationScoped
public class JobEndings {
    private final FlowRunRepository runs;
    private final JobRepository jobs;
    private final Orchestrator orchestrator;
    private final RetryConfig config;
    private final Clock clock;

    JobEndings(FlowRunRepository runs, JobRepository jobs, Orchestrator orchestrator, RetryConfig config, Clock clock) {
        this.runs = runs;
        this.jobs = jobs;
        this.orchestrator = orchestrator;
        this.config = config;
        this.clock = clock;
    }

    /** The state that the run gets by it; empty if it needs none. The caller announces it after the commit. */
    public Uni<Optional<State>> conclude(SqlConnection tx, String workspace, UUID runId, Ending ending) {
        return runs.findForUpdate(tx, workspace, runId)
                .map(found -> found.filter(run -> JobVerdict.concerns(run, ending.attempt())))
                .chain(found -> found.map(run -> conclude(tx, run, ending))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<State>> conclude(SqlConnection tx, FlowRun run, Ending ending) {
        return jobs.retryWish(tx, run.workspace(), run.id())
                .map(wish -> JobVerdict.onEnd(run, ending, RetryPolicy.of(wish, config), clock.instant()))
                .chain(proposal -> enter(tx, run, proposal))
                .map(outcome -> Optional.ofNullable(outcome.run().state()));
    }

    private Uni<Outcome> enter(SqlConnection tx, FlowRun run, StateProposal proposal) {
        return proposal.type() == StateType.SCHEDULED
                ? orchestrator.retry(tx, run, proposal)
                : orchestrator.proposeLocked(tx, run, proposal, true, Caller.service(run.workspace()));
    }
}
