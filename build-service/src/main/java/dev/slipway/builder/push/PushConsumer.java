package dev.slipway.builder.push;

import dev.slipway.builder.build.Builds;
import dev.slipway.builder.build.Source;
import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.push.v1.RefDeleted;
import dev.slipway.outbox.EventIntake;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Queues a build per push and cancels what is queued for a ref that is gone. */
@ApplicationScoped
class PushConsumer {
    private static final Set<EventType> TYPES = Set.of(EventType.PUSH_RECEIVED, EventType.REF_DELETED);

    private final EventIntake intake;
    private final Pushes pushes;
    private final Builds builds;
    private final Event<PushRecorded> recorded;

    PushConsumer(EventIntake intake, Pushes pushes, Builds builds, Event<PushRecorded> recorded) {
        this.intake = intake;
        this.pushes = pushes;
        this.builds = builds;
        this.recorded = recorded;
    }

    @Incoming("pushes")
    Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return intake.once(record, "pushes", TYPES, this::handle).invoke(() -> recorded.fire(new PushRecorded()));
    }

    private Uni<Void> handle(SqlConnection tx, Envelope<?> event) {
        return switch (event.data()) {
            case PushReceived push -> pushes.received(tx, event, push);
            case RefDeleted gone ->
                builds.cancelQueued(
                        tx,
                        new Source(gone.workspace(), gone.project(), gone.ref(), gone.before()),
                        "The ref was deleted before its build began.");
            default -> Uni.createFrom().voidItem();
        };
    }
}
