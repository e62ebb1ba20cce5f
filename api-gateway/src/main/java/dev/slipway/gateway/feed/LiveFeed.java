package dev.slipway.gateway.feed;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Topic;
import dev.slipway.contracts.kafka.CloudEventRecords;
import dev.slipway.contracts.kafka.PoisonRecord;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is written to {@code events.v1} and {@code logs.v1} from now on, to everyone who subscribed here.
 *
 * <p>Every replica reads every partition, from the end and without a group, because any socket may want any fact. If reading
 * breaks off so that facts may have been missed, subscribers are told and let their clients start again with a backfill.
 */
@ApplicationScoped
public class LiveFeed {
    private static final Logger LOG = Logger.getLogger(LiveFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BACK_OFF = Duration.ofSeconds(1);

    private final String bootstrapServers;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final Thread loop = Thread.ofPlatform().daemon().name("live-feed").unstarted(this::readUntilStopped);
    private volatile @Nullable Consumer<String, byte[]> consumer;
    private volatile boolean stopping;

    LiveFeed(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        Consumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
    }

    /** Hears of every fact from the moment on at which {@code fromNowOn} runs. */
    public void subscribe(Subscriber subscriber, Runnable fromNowOn) {
        subscribers.add(subscriber);
        var unused = started.thenRun(fromNowOn);
    }

    /** Hears no more. */
    public void unsubscribe(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    private void readUntilStopped() {
        while (!stopping) {
            try (var current = newConsumer()) {
                consumer = current;
                readFromEnd(current);
            } catch (WakeupException e) {
                LOG.debug("the live feed stops");
            } catch (RuntimeException e) {
                LOG.errorf(e, "the live feed broke off, starting again in %s", BACK_OFF);
                List.copyOf(subscribers).forEach(Subscriber::onGap);
                pause();
            }
        }
    }

    private void readFromEnd(Consumer<String, byte[]> current) {
        List<TopicPartition> partitions = Stream.of(Topic.EVENTS, Topic.LOGS)
                .flatMap(topic -> current.partitionsFor(topic.topicName()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("the topics are not there yet");
        }
        current.assign(partitions);
        current.seekToEnd(partitions);
        // looks the ends up now; otherwise what is written before the first poll would be skipped
        partitions.forEach(current::position);
        started.complete(null);
        while (!stopping) {
            current.poll(POLL).forEach(this::fanOut);
        }
    }

    private void fanOut(ConsumerRecord<String, byte[]> record) {
        if (subscribers.isEmpty()) {
            return;
        }
        try {
            CloudEventRecords.read(record.headers(), record.value())
                    .ifPresent(event -> subscribers.forEach(subscriber -> deliver(subscriber, event)));
        } catch (PoisonRecord e) {
            LOG.warnf(e, "skipped %s-%d@%d", record.topic(), record.partition(), record.offset());
        }
    }

    private static void deliver(Subscriber subscriber, Envelope<?> event) {
        try {
            subscriber.onFact(event);
        } catch (RuntimeException e) {
            LOG.error("a subscriber failed", e);
            subscriber.onGap();
        }
    }

    private void pause() {
        try {
            Thread.sleep(BACK_OFF);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private KafkaConsumer<String, byte[]> newConsumer() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                1_000);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Somebody who hears facts, on the feed's thread: what takes time happens elsewhere. */
    public interface Subscriber {
        /** A fact of any type and workspace. */
        void onFact(Envelope<?> event);

        /** Facts may have been missed. */
        void onGap();
    }
}
