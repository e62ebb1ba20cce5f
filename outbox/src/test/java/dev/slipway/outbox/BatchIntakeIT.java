package dev.slipway.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.contracts.kafka.CloudEventRecords;
import dev.slipway.contracts.kafka.PoisonRecord;
import dev.slipway.testkit.Infrastructure;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class BatchIntakeIT {
    private static final Set<EventType> TYPES = Set.of(EventType.BUILD_QUEUED);
    private static final TopicPartition PARTITION = new TopicPartition("builds.v1", 0);

    private final RealParts parts = new RealParts(500);
    private final DeadLetters deadLetters = new DeadLetters(RealParts.producer(), parts.config);
    private final Transactions transactions = parts.transactions(parts.relayAtRest(RealParts.producer()));
    private final BatchIntake intake = new BatchIntake(transactions, parts.inbox, deadLetters);
    private final String ref = "refs/heads/" + UUID.randomUUID();
    private final List<Long> handled = new ArrayList<>();

    @Test
    void unreadableRecordIsPutAsideAndTheOthersAreProcessedInOrder() {
        var poison = record(3, "poison " + ref);

        intake.all(batch(record(1), poison, record(2)), TYPES, (tx, events) -> handle(events))
                .await()
                .indefinitely();

        assertThat(handled).containsExactly(1L, 2L);
        var letter = letterWith("poison " + ref);
        assertThat(header(letter, "dead-letter-exception-class-name")).isEqualTo(PoisonRecord.class.getName());
        assertThat(header(letter, "dead-letter-topic")).isEqualTo("builds.v1");
        assertThat(header(letter, "dead-letter-offset")).isEqualTo("3");
        assertThat(header(letter, "ce_type")).isEqualTo("dev.slipway.build.queued.v1");
    }

    @Test
    void eventThatCannotBeProcessedIsPutAsideAndHoldsUpNoOther() {
        intake.all(
                        batch(record(1), record(2), record(3)),
                        TYPES,
                        (tx, events) -> events.stream().anyMatch(event -> generation(event) == 2)
                                ? Uni.createFrom().failure(new IllegalArgumentException("two is not for me"))
                                : handle(events))
                .await()
                .indefinitely();

        assertThat(handled).containsExactly(1L, 3L);
        assertThat(header(letterWith(ref), "dead-letter-reason")).isEqualTo("two is not for me");
    }

    @Test
    void eventThatIsDeliveredAgainIsProcessedOnce() {
        var first = record(1);
        for (var delivered : List.of(batch(first), batch(first, record(2)))) {
            intake.once(
                            delivered,
                            "a test",
                            event -> TYPES.contains(event.type()),
                            (tx, event) -> handle(List.of(event)))
                    .await()
                    .indefinitely();
        }

        assertThat(handled).containsExactly(1L, 2L);
    }

    @Test
    void failureThatPassesIsWaitedFor() {
        var attempts = new AtomicInteger();

        intake.all(batch(record(1), record(2)), TYPES, (tx, events) -> switch (attempts.incrementAndGet()) {
                    case 1 -> Uni.createFrom().failure(new PgException("deadlock", "ERROR", "40P01", null));
                    case 2 -> Uni.createFrom().failure(new IOException("connection reset"));
                    default -> handle(events);
                })
                .await()
                .indefinitely();

        assertThat(handled).containsExactly(1L, 2L);
        assertThat(attempts).hasValue(3);
    }

    @Test
    void whatIsAboutTheDataIsNotTriedAgain() {
        assertThat(Outage.explains(new PgException("unique", "ERROR", "23505", null)))
                .isFalse();
        assertThat(Outage.explains(new PgException("NUL", "ERROR", "22P05", null)))
                .isFalse();
        assertThat(Outage.explains(new NullPointerException())).isFalse();
        assertThat(Outage.explains(new PgException("shutting down", "FATAL", "57P01", null)))
                .isTrue();
    }

    @Test
    void poisonOfASingleRecordFailsAtOnceForTheChannelToPutAside() {
        var single = new EventIntake(transactions, parts.inbox);

        assertThatThrownBy(() -> single.once(record(1, "{"), "reader", TYPES, (tx, event) -> handle(List.of(event)))
                        .await()
                        .indefinitely())
                .isInstanceOf(PoisonRecord.class);
    }

    @Test
    void redeliveredEventIsHandledOnce() {
        var single = new EventIntake(transactions, parts.inbox);
        var record = record(1);

        for (int delivery = 0; delivery < 3; delivery++) {
            single.once(record, "reader", TYPES, (tx, event) -> handle(List.of(event)))
                    .await()
                    .indefinitely();
        }
        single.once(record, "another reader", TYPES, (tx, event) -> handle(List.of(event)))
                .await()
                .indefinitely();

        assertThat(handled).containsExactly(1L, 1L);
    }

    private Uni<Void> handle(List<Envelope<?>> events) {
        events.forEach(event -> handled.add(generation(event)));
        return Uni.createFrom().voidItem();
    }

    private static long generation(Envelope<?> event) {
        return ((BuildQueued) event.data()).generation();
    }

    private ConsumerRecord<String, byte[]> record(long generation) {
        return record(generation, new String(CloudEventRecords.value(RealParts.fact(ref, generation)), UTF_8));
    }

    private ConsumerRecord<String, byte[]> record(long offset, String value) {
        var event = new Envelope<>(
                UUID.randomUUID(),
                "/build-service",
                RealParts.CLOCK.instant(),
                null,
                null,
                null,
                RealParts.fact(ref, offset));
        var record = new ConsumerRecord<>("builds.v1", 0, offset, event.data().key(), value.getBytes(UTF_8));
        CloudEventRecords.headers(event)
                .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return record;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static ConsumerRecords<String, byte[]> batch(ConsumerRecord<String, byte[]>... records) {
        return new ConsumerRecords<>(Map.of(PARTITION, List.of(records)), Map.of());
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    private static ConsumerRecord<String, byte[]> letterWith(String part) {
        var settings = Map.<String, Object>of("bootstrap.servers", Infrastructure.kafka());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var letters = new TopicPartition("builds.v1.build-service.dlq", 0);
            consumer.assign(List.of(letters));
            consumer.seekToBeginning(List.of(letters));
            long end =
                    Objects.requireNonNull(consumer.endOffsets(List.of(letters)).get(letters));
            var found = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (consumer.position(letters) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found.stream()
                    .filter(letter -> new String(letter.value(), UTF_8).contains(part))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
