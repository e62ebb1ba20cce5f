package dev.slipway.scheduler.job;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobLost;
import dev.slipway.outbox.EventIntake;
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
    private final JobEndings endings;
    private final Orchestrator orchestrator;

    JobConsumer(EventIntake intake, JobRepository jobs, JobEndings endings, Orchestrator orchestrator) {
        this.intake = intake;
        this.jobs = jobs;
        this.endings = endings;
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
                ended(tx, job.workspace(), job.flowRunId(), new Ending(job.attempt(), job.reason(), job.message()));
            case JobLost job -> ended(tx, job.workspace(), job.flowRunId(), Ending.lost(job.attempt(), job.message()));
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> ended(SqlConnection tx, String workspace, UUID runId, Ending ending) {
        return endings.conclude(tx, workspace, runId, ending).replaceWithVoid();
    }
}
