package dev.slipway.testkit;

import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.Topic;
import dev.slipway.contracts.kafka.CloudEventRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The events of all topics, as a test sends and sees them. Reads from the first record on; not for several threads at once.
 */
public final class Facts implements AutoCloseable {
    /** A pod that is deleted may take the half minute of its own grace. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Envelope<?>> seen = new ArrayList<>();
    private final Duration patience;

    public Facts(String bootstrapServers) {
        this(bootstrapServers, PATIENCE);
    }

    /** @param patience how long {@link #awaitOne} waits */
    public Facts(String bootstrapServers, Duration patience) {
        this.patience = patience;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(Stream.of(Topic.values()).flatMap(Facts::partitions).toList());
    }

    /** On the broker of {@link Infrastructure}. */
    public static Facts ofThisTest() {
        return new Facts(Infrastructure.kafka());
    }

    /** Writes an event as its service would, and returns when the broker has it. */
    public void send(Envelope<?> event) {
        var record = new ProducerRecord<>(
                event.type().topic().topicName(), event.data().key(), CloudEventRecords.value(event.data()));
        CloudEventRecords.headers(event)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not take " + event, e);
        }
    }

    /** The first event of this class that fits; fails when none comes in time. */
    public <E extends Event> Envelope<E> awaitOne(Class<E> type, Predicate<E> fits) {
        return await("a " + type.getSimpleName())
                .atMost(patience)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> find(type, fits).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** All events of this class that fit and can be read within {@code window}: what a test needs to say "none" or "once". */
    public <E extends Event> List<Envelope<E>> within(Duration window, Class<E> type, Predicate<E> fits) {
        long end = System.nanoTime() + window.toNanos();
        while (System.nanoTime() < end) {
            read();
        }
        return seenSoFar(type, fits).toList();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }

    private <E extends Event> Stream<Envelope<E>> find(Class<E> type, Predicate<E> fits) {
        read();
        return seenSoFar(type, fits);
    }

    @SuppressWarnings("unchecked")
    private <E extends Event> Stream<Envelope<E>> seenSoFar(Class<E> type, Predicate<E> fits) {
        EventType wanted = EventType.of(type);
        return seen.stream()
                .filter(event -> event.type() == wanted)
                .map(event -> (Envelope<E>) event)
                .filter(event -> fits.test(event.data()));
    }

    private void read() {
        consumer.poll(POLL).forEach(record -> CloudEventRecords.read(record.headers(), record.value())
                .ifPresent(seen::add));
    }

    private static Stream<TopicPartition> partitions(Topic topic) {
        return IntStream.range(0, Topic.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic.topicName(), partition));
    }
}
