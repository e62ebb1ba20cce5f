package dev.slipway.scheduler.registration;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.outbox.Cause;
import dev.slipway.outbox.EventIntake;
import dev.slipway.scheduler.signal.Signals;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Registers the deployments of each finished build. */
@ApplicationScoped
class BuildSucceededConsumer {
    private final EventIntake intake;
    private final Registration registration;
    private final Signals signals;

    BuildSucceededConsumer(EventIntake intake, Registration registration, Signals signals) {
        this.intake = intake;
        this.registration = registration;
        this.signals = signals;
    }

    @Incoming("builds")
    Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return intake.once(record, "registration", Set.of(EventType.BUILD_SUCCEEDED), this::handle)
                .invoke(() -> signals.raise(Signals.Signal.SCHEDULES));
    }

    private Uni<Void> handle(SqlConnection tx, Envelope<?> event) {
        return event.data() instanceof BuildSucceeded build
                ? registration.register(tx, build, Cause.of(event))
                : Uni.createFrom().voidItem();
    }
}
