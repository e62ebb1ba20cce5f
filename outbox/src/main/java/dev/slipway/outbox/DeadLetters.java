package dev.slipway.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.contracts.Topic;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jboss.logging.Logger;

/** Puts records aside that can't be processed, with the headers that the messaging framework would give them. */
@ApplicationScoped
class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final Producer<String, byte[]> producer;
    private final String service;

    DeadLetters(Producer<String, byte[]> producer, OutboxConfig config) {
        this.producer = producer;
        this.service = config.source().substring(1);
    }

    /** Done when the broker has it. */
    Uni<Void> send(ConsumerRecord<String, byte[]> record, Throwable reason) {
        LOG.errorf(reason, "%s-%d@%d can't be processed", record.topic(), record.partition(), record.offset());
        var letter = new ProducerRecord<>(topic(record.topic()), record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        add(
                letter.headers(),
                "dead-letter-exception-class-name",
                reason.getClass().getName());
        add(letter.headers(), "dead-letter-reason", String.valueOf(reason.getMessage()));
        add(letter.headers(), "dead-letter-topic", record.topic());
        add(letter.headers(), "dead-letter-partition", Integer.toString(record.partition()));
        add(letter.headers(), "dead-letter-offset", Long.toString(record.offset()));
        return Uni.createFrom().emitter(sent -> {
            // the callback hears everything that the future would
            var unused = producer.send(letter, (metadata, failure) -> {
                if (failure == null) {
                    sent.complete(null);
                } else {
                    sent.fail(failure);
                }
            });
        });
    }

    private String topic(String name) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.topicName().equals(name))
                .findFirst()
                .map(topic -> topic.deadLetterName(service))
                .orElseThrow();
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
