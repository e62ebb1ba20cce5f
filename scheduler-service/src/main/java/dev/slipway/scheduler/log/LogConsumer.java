package dev.slipway.scheduler.log;

import dev.slipway.contracts.EventType;
import dev.slipway.contracts.client.v1.LogsReceived;
import dev.slipway.outbox.BatchIntake;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Stores log lines, all that one poll brings with one statement. */
@ApplicationScoped
class LogConsumer {
    private static final Set<EventType> TYPES = Set.of(EventType.LOGS_RECEIVED);

    private final BatchIntake intake;
    private final LogRepository logs;

    LogConsumer(BatchIntake intake, LogRepository logs) {
        this.intake = intake;
        this.logs = logs;
    }

    @Incoming("logs")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return intake.all(
                records,
                TYPES,
                (tx, events) -> logs.insert(
                        tx,
                        events.stream()
                                .map(event -> (LogsReceived) event.data())
                                .toList()));
    }
}
