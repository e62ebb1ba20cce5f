package dev.slipway.scheduler.intake;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.client.v1.ClientEventReceived;
import dev.slipway.outbox.BatchIntake;
import dev.slipway.outbox.Cause;
import dev.slipway.scheduler.event.EventLog;
import dev.slipway.scheduler.event.PrefectEvent;
import dev.slipway.scheduler.taskrun.TaskRunRecorder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Records what clients report: the task run first, then the event, in one transaction, so that whoever hears of the event can
 * read the task run. Clients send again what was not confirmed; ids make that harmless.
 */
@ApplicationScoped
class ClientEventConsumer {
    private static final Set<EventType> TYPES = Set.of(EventType.CLIENT_EVENT_RECEIVED);

    private final BatchIntake intake;
    private final TaskRunRecorder taskRuns;
    private final EventLog events;

    ClientEventConsumer(BatchIntake intake, TaskRunRecorder taskRuns, EventLog events) {
        this.intake = intake;
        this.taskRuns = taskRuns;
        this.events = events;
    }

    @Incoming("client-events")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return intake.all(records, TYPES, this::record);
    }

    private Uni<Void> record(SqlConnection tx, List<Envelope<?>> received) {
        var byWorkspace = received.stream()
                .map(envelope -> (ClientEventReceived) envelope.data())
                .collect(groupingBy(
                        ClientEventReceived::workspace,
                        LinkedHashMap::new,
                        mapping(data -> PrefectEvent.of(data.event(), data.receivedAt()), toList())));
        return Multi.createFrom()
                .iterable(byWorkspace.entrySet())
                .onItem()
                .transformToUniAndConcatenate(of -> taskRuns.record(tx, of.getKey(), of.getValue())
                        .chain(() -> events.append(tx, of.getKey(), of.getValue(), Cause.NONE)))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
