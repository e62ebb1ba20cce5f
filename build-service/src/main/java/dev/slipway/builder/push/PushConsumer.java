package dev.slipway.builder.push;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.push.v1.RefDeleted;
import dev.slipway.contracts.push.v1.TagPushed;
import dev.slipway.outbox.EventIntake;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Queues a build per push and cancels what is queued for a ref that is gone. */
@ApplicationScoped
class PushConsumer {
    private static final Set<EventType> TYPES =
            Set.of(EventType.PUSH_RECEIVED, EventType.TAG_PUSHED, EventType.REF_DELETED);

    private final EventIntake intake;
    private final Pushes pushes;
    private final Deletions deletions;
    private final Event<PushRecorded> recorded;

    PushConsumer(EventIntake intake, Pushes pushes, Deletions deletions, Event<PushRecorded> recorded) {
        this.intake = intake;
        this.pushes = pushes;
        this.deletions = deletions;
        this.recorded = recorded;
    }

    @Incoming("pushes")
    Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return intake.once(record, "pushes", TYPES, this::handle).invoke(() -> recorded.fire(new PushRecorded()));
    }

    private Uni<Void> handle(SqlConnection tx, Envelope<?> event) {
        var told = new Pushes.Told(Push.Source.WEBHOOK, event.id(), event.correlationId());
        return switch (event.data()) {
            case PushReceived push -> pushes.received(tx, told, push);
            case TagPushed tag -> pushes.received(tx, told, push(tag));
            case RefDeleted gone -> deletions.deleted(tx, told, gone);
            default -> Uni.createFrom().voidItem();
        };
    }

    /** A tag is built like a branch that is new with each commit. */
    private static PushReceived push(TagPushed tag) {
        return new PushReceived(
                tag.workspace(),
                tag.pushId(),
                tag.project(),
                tag.ref(),
                "0".repeat(tag.commit().length()),
                tag.commit(),
                null,
                null,
                List.of(),
                false,
                Map.of(),
                tag.receivedAt());
    }
}
