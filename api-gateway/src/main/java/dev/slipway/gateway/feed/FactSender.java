package dev.slipway.gateway.feed;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.Ids;
import dev.slipway.contracts.kafka.CloudEventRecords;
import dev.slipway.outbox.OutboxConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends what clients report straight to Kafka: these facts have no state in our database that they must agree with, and their
 * senders keep them until we confirm.
 *
 * <p>One thread hands them to the producer, because handing over may block while a broker is away, and because the facts of one
 * sender must keep their order.
 */
@ApplicationScoped
public class FactSender {
    private final Producer<String, byte[]> producer;
    private final OutboxConfig config;
    private final Clock clock;
    private final Ids ids;
    private final ExecutorService inOrder =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("facts").factory());

    FactSender(Producer<String, byte[]> producer, OutboxConfig config, Clock clock, Ids ids) {
        this.producer = producer;
        this.config = config;
        this.clock = clock;
        this.ids = ids;
    }

    @PreDestroy
    void stop() {
        inOrder.shutdown();
    }

    /** Completes when every replica that Kafka asks for has the fact. */
    public Future<Void> send(Event event) {
        ProducerRecord<String, byte[]> record = record(event);
        Promise<Void> acknowledged = Promise.promise();
        try {
            inOrder.execute(() -> hand(record, acknowledged));
        } catch (RuntimeException e) {
            acknowledged.tryFail(e);
        }
        return acknowledged.future();
    }

    /** The same for several, in their order. */
    public Future<Void> sendAll(List<? extends Event> events) {
        return Future.join(events.stream().map(this::send).toList()).mapEmpty();
    }

    private void hand(ProducerRecord<String, byte[]> record, Promise<Void> acknowledged) {
        try {
            var unused = producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    acknowledged.tryComplete();
                } else {
                    acknowledged.tryFail(failure);
                }
            });
        } catch (RuntimeException e) {
            acknowledged.tryFail(e);
        }
    }

    private ProducerRecord<String, byte[]> record(Event event) {
        var envelope = new Envelope<>(ids.next(), config.source(), clock.instant(), null, null, null, event);
        var record =
                new ProducerRecord<>(envelope.type().topic().topicName(), event.key(), CloudEventRecords.value(event));
        CloudEventRecords.headers(envelope)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
