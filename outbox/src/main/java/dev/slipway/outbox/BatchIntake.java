package dev.slipway.outbox;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.kafka.CloudEventRecords;
import dev.slipway.contracts.kafka.PoisonRecord;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Many events, one transaction: for topics with much traffic, with an inbox or, where handlers are idempotent by themselves,
 * without.
 *
 * <p>A failure that passes by itself is waited for, which keeps the order of the partition. If a batch fails for good, its events
 * are processed one by one, and those that fail alone go to the dead-letter topic; none holds up the others.
 */
@ApplicationScoped
public class BatchIntake {
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final Inbox inbox;
    private final DeadLetters deadLetters;

    BatchIntake(Transactions transactions, Inbox inbox, DeadLetters deadLetters) {
        this.transactions = transactions;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
    }

    /** What one record holds. */
    private record Read(ConsumerRecord<String, byte[]> record, Envelope<?> event) {}

    /**
     * Lets {@code handler} process the events of these types, in their order.
     *
     * @param handler must change nothing when it meets an event again
     */
    public Uni<Void> all(
            ConsumerRecords<String, byte[]> records,
            Set<EventType> types,
            BiFunction<SqlConnection, List<Envelope<?>>, Uni<Void>> handler) {
        return all(records, event -> types.contains(event.type()), handler);
    }

    /**
     * Lets {@code handler} process the wanted events in their order, each unless this consumer did so before.
     *
     * @param consumer stable name of the reader within its service
     */
    public Uni<Void> once(
            ConsumerRecords<String, byte[]> records,
            String consumer,
            Predicate<Envelope<?>> wanted,
            BiFunction<SqlConnection, Envelope<?>, Uni<Void>> handler) {
        return all(records, wanted, (tx, events) -> Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> once(tx, event, consumer, handler))
                .collect()
                .last()
                .replaceWithVoid());
    }

    private Uni<Void> once(
            SqlConnection tx,
            Envelope<?> event,
            String consumer,
            BiFunction<SqlConnection, Envelope<?>, Uni<Void>> handler) {
        return inbox.isNew(tx, event, consumer)
                .chain(isNew ->
                        isNew ? handler.apply(tx, event) : Uni.createFrom().voidItem());
    }

    private Uni<Void> all(
            ConsumerRecords<String, byte[]> records,
            Predicate<Envelope<?>> wanted,
            BiFunction<SqlConnection, List<Envelope<?>>, Uni<Void>> handler) {
        var unreadable = new ArrayList<Uni<Void>>();
        var read = new ArrayList<Read>(records.count());
        for (var record : records) {
            try {
                CloudEventRecords.read(record.headers(), record.value())
                        .filter(wanted)
                        .ifPresent(event -> read.add(new Read(record, event)));
            } catch (PoisonRecord poison) {
                unreadable.add(deadLetters.send(record, poison));
            }
        }
        return Multi.createFrom()
                .iterable(unreadable)
                .onItem()
                .transformToUniAndConcatenate(sending -> sending)
                .collect()
                .last()
                .chain(() -> process(read, handler));
    }

    private Uni<Void> process(List<Read> read, BiFunction<SqlConnection, List<Envelope<?>>, Uni<Void>> handler) {
        return read.isEmpty()
                ? Uni.createFrom().voidItem()
                : attempt(read, handler).onFailure().recoverWithUni(failure -> oneByOne(read, handler));
    }

    private Uni<Void> oneByOne(List<Read> read, BiFunction<SqlConnection, List<Envelope<?>>, Uni<Void>> handler) {
        return Multi.createFrom()
                .iterable(read)
                .onItem()
                .transformToUniAndConcatenate(one -> attempt(List.of(one), handler)
                        .onFailure()
                        .recoverWithUni(failure -> deadLetters.send(one.record, failure)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> attempt(List<Read> read, BiFunction<SqlConnection, List<Envelope<?>>, Uni<Void>> handler) {
        List<Envelope<?>> events = new ArrayList<>();
        read.forEach(one -> events.add(one.event));
        return transactions
                .run(tx -> handler.apply(tx, events))
                .onFailure(Outage::explains)
                .retry()
                .withBackOff(FIRST_BACK_OFF, LONGEST_BACK_OFF)
                .indefinitely();
    }
}
