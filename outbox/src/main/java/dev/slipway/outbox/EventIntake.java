package dev.slipway.outbox;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.kafka.CloudEventRecords;
import dev.slipway.contracts.kafka.PoisonRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One event, one transaction: the inbox row and the handler's changes commit together, or not at all.
 *
 * <p>An outage is waited for, which keeps the order of the partition. Other failures are tried again a few times, since a race may
 * have caused them, and then go to the dead-letter topic by the channel's strategy, as records do that can't be read.
 */
@ApplicationScoped
public class EventIntake {
    private static final int RETRIES = 3;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final Inbox inbox;

    EventIntake(Transactions transactions, Inbox inbox) {
        this.transactions = transactions;
        this.inbox = inbox;
    }

    /**
     * Lets {@code handler} process the record's event unless this consumer did so before.
     *
     * @param consumer stable name of the reader within its service
     * @param types what the handler wants; other events are skipped without a transaction
     */
    public Uni<Void> once(
            ConsumerRecord<String, byte[]> record,
            String consumer,
            Set<EventType> types,
            BiFunction<SqlConnection, Envelope<?>, Uni<Void>> handler) {
        return Uni.createFrom()
                .item(() -> CloudEventRecords.read(record.headers(), record.value()))
                .chain(read -> read.filter(event -> types.contains(event.type()))
                        .map(event -> inTransaction(event, consumer, handler))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> inTransaction(
            Envelope<?> event, String consumer, BiFunction<SqlConnection, Envelope<?>, Uni<Void>> handler) {
        return transactions
                .run(tx -> inbox.isNew(tx, event, consumer)
                        .chain(isNew -> isNew
                                ? handler.apply(tx, event)
                                : Uni.createFrom().voidItem()))
                .onFailure(Outage::explains)
                .retry()
                .withBackOff(FIRST_BACK_OFF, LONGEST_BACK_OFF)
                .indefinitely()
                .onFailure(failure -> !(failure instanceof PoisonRecord))
                .retry()
                .withBackOff(FIRST_BACK_OFF, LONGEST_BACK_OFF)
                .atMost(RETRIES);
    }
}
