package dev.slipway.builder.build;

import dev.slipway.builder.build.DeploymentOutcome.Outcome;
import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.contracts.deployment.v1.DeploymentRejected;
import dev.slipway.outbox.EventIntake;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Notes what the scheduler made of the deployments of a build, so that the build shows it. */
@ApplicationScoped
class DeploymentConsumer {
    private static final Set<EventType> TYPES = Set.of(EventType.DEPLOYMENT_REGISTERED, EventType.DEPLOYMENT_REJECTED);

    private final EventIntake intake;
    private final DeploymentOutcomeRepository outcomes;

    DeploymentConsumer(EventIntake intake, DeploymentOutcomeRepository outcomes) {
        this.intake = intake;
        this.outcomes = outcomes;
    }

    @Incoming("deployments")
    Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return intake.once(record, "deployments", TYPES, this::handle);
    }

    private Uni<Void> handle(SqlConnection tx, Envelope<?> event) {
        return switch (event.data()) {
            case DeploymentRegistered made
            when made.buildId() != null ->
                outcomes.record(
                        tx,
                        made.buildId(),
                        new DeploymentOutcome(
                                name(made.flowName(), made.deploymentName()), Outcome.REGISTERED, tookOver(made)),
                        made.registeredAt());
            case DeploymentRejected refused ->
                outcomes.record(
                        tx,
                        refused.buildId(),
                        new DeploymentOutcome(
                                name(refused.flowName(), refused.deploymentName()), Outcome.REJECTED, refused.reason()),
                        refused.rejectedAt());
            default -> Uni.createFrom().voidItem();
        };
    }

    private static @Nullable String tookOver(DeploymentRegistered made) {
        var former = made.tookOver();
        return former == null
                ? null
                : "Took over " + name(made.flowName(), made.deploymentName()) + " from " + former.ref() + " of project "
                        + former.project() + ".";
    }

    private static String name(String flow, String deployment) {
        return flow + "/" + deployment;
    }
}
