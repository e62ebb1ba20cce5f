package dev.slipway.local.client;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Topic;
import dev.slipway.contracts.kafka.CloudEventRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads every event that is written after it was made, without a consumer group. Used by one thread at a time. */
public final class EventFollower implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;

    private EventFollower(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** A follower of what is written from now on. */
    public static EventFollower fromNow(String bootstrapServers) {
        var consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Arrays.stream(Topic.values())
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(EventFollower::partition)
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
        return new EventFollower(consumer);
    }

    /** What was written since the last call, in the order of their topics; waits for something no longer than that. */
    public List<Envelope<?>> poll(Duration patience) {
        var events = new ArrayList<Envelope<?>>();
        consumer.poll(patience).forEach(message -> CloudEventRecords.read(message.headers(), message.value())
                .ifPresent(events::add));
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }
}
