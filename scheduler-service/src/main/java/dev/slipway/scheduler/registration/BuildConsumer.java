package dev.slipway.scheduler.registration;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.project.v1.ProjectRefGone;
import dev.slipway.outbox.Cause;
import dev.slipway.outbox.EventIntake;
import dev.slipway.scheduler.signal.Signals;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Registers the deployments of each finished build, and retires those of refs that are gone. */
@ApplicationScoped
class BuildConsumer {
    private static final Set<EventType> TYPES = Set.of(EventType.BUILD_SUCCEEDED, EventType.PROJECT_REF_GONE);

    private final EventIntake intake;
    private final Registration registration;
    private final Signals signals;

    BuildConsumer(EventIntake intake, Registration registration, Signals signals) {
        this.intake = intake;
        this.registration = registration;
        this.signals = signals;
    }

    @Incoming("builds")
    Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return intake.once(record, "registration", TYPES, this::handle)
                .invoke(() -> signals.raise(Signals.Signal.SCHEDULES));
    }

    private Uni<Void> handle(SqlConnection tx, Envelope<?> event) {
        return switch (event.data()) {
            case BuildSucceeded build -> registration.register(tx, build, Cause.of(event));
            case ProjectRefGone gone -> registration.retire(tx, gone, Cause.of(event));
            default -> Uni.createFrom().voidItem();
        };
    }
}
