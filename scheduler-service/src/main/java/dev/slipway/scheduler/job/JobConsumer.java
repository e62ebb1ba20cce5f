package dev.slipway.scheduler.job;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobLost;
import dev.slipway.outbox.EventIntake;
import dev.slipway.scheduler.caller.Caller;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.orchestration.Orchestrator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes what the dispatcher reports of a run's infrastructure into the run. */
@ApplicationScoped
class JobConsumer {
    private static final Set<EventType> TYPES = Set.of(EventType.JOB_CREATED, EventType.JOB_ENDED, EventType.JOB_LOST);

    private final EventIntake intake;
    private final JobRepository jobs;
    private final FlowRunRepository runs;
    private final Orchestrator orchestrator;

    JobConsumer(EventIntake intake, JobRepository jobs, FlowRunRepository runs, Orchestrator orchestrator) {
        this.intake = intake;
        this.jobs = jobs;
        this.runs = runs;
        this.orchestrator = orchestrator;
    }

    @Incoming("jobs")
    Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return intake.once(record, "job", TYPES, this::handle).invoke(orchestrator::announce);
    }

    private Uni<Void> handle(SqlConnection tx, Envelope<?> event) {
        return switch (event.data()) {
            case JobCreated job ->
                jobs.infrastructure(tx, job.workspace(), job.flowRunId(), job.attempt(), job.infrastructureId());
            case JobEnded job ->
                ended(tx, job.workspace(), job.flowRunId(), job.attempt(), job.reason(), job.message());
            case JobLost job ->
                ended(tx, job.workspace(), job.flowRunId(), job.attempt(), EndReason.REMOVED, job.message());
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> ended(
            SqlConnection tx, String workspace, UUID runId, int attempt, EndReason reason, String message) {
        return runs.findForUpdate(tx, workspace, runId)
                .chain(found -> found.map(run -> conclude(tx, run, attempt, reason, message))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> conclude(SqlConnection tx, FlowRun run, int attempt, EndReason reason, String message) {
        return JobVerdict.onEnd(run, attempt, reason, message)
                .map(proposal -> orchestrator
                        .proposeLocked(tx, run, proposal, true, Caller.service(run.workspace()))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
