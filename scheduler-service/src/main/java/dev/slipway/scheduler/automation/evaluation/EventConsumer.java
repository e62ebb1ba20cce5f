package dev.slipway.scheduler.automation.evaluation;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.client.v1.EventRecorded;
import dev.slipway.outbox.BatchIntake;
import dev.slipway.scheduler.event.PrefectEvent;
import dev.slipway.scheduler.signal.Signals;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Holds every recorded event against the triggers of automations; what they make of it commits with the inbox row. */
@ApplicationScoped
class EventConsumer {
    private static final Set<EventType> TYPES = Set.of(EventType.EVENT_RECORDED);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    private final BatchIntake intake;
    private final TriggerCache triggers;
    private final Reactions reactions;
    private final Signals signals;
    private final Clock clock;

    EventConsumer(BatchIntake intake, TriggerCache triggers, Reactions reactions, Signals signals, Clock clock) {
        this.intake = intake;
        this.triggers = triggers;
        this.reactions = reactions;
        this.signals = signals;
        this.clock = clock;
    }

    /** Without automations nothing is read: most events concern nobody. */
    @Incoming("events")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        var isTouched = new AtomicBoolean();
        return triggers.current()
                .onFailure()
                .retry()
                .withBackOff(FIRST_BACK_OFF, LONGEST_BACK_OFF)
                .indefinitely()
                .chain(current -> current.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : intake.all(records, TYPES, (tx, events) -> react(tx, events, isTouched)))
                .invoke(() -> {
                    if (isTouched.get()) {
                        signals.raise(Signals.Signal.ACTIONS);
                    }
                });
    }

    private Uni<Void> react(SqlConnection tx, List<Envelope<?>> received, AtomicBoolean isTouched) {
        var events = received.stream()
                .map(envelope -> (EventRecorded) envelope.data())
                .map(recorded -> new Reactions.Recorded(
                        recorded.workspace(), PrefectEvent.of(recorded.event(), clock.instant())))
                .toList();
        return triggers.current(tx)
                .chain(current -> reactions.react(tx, current, events))
                .invoke(isCovered -> isTouched.compareAndSet(false, isCovered))
                .replaceWithVoid();
    }
}
