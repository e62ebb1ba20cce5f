package dev.slipway.e2e.audit;

import static dev.slipway.contracts.Topic.PARTITIONS;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Topic;
import dev.slipway.contracts.kafka.CloudEventRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All that services have told each other about runs, from the first record to the last. */
public final class EventLog {
    private static final Duration POLL = Duration.ofMillis(100);

    private EventLog() {}

    /** Facts with the same key and topic are in the order in which they were told, each as often as it was. */
    public static List<Envelope<?>> read(String bootstrapServers) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.of(Topic.RUNS, Topic.JOBS)
                    .flatMap(EventLog::partitions)
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            var log = new ArrayList<Envelope<?>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> CloudEventRecords.read(record.headers(), record.value())
                        .ifPresent(log::add));
            }
            return log;
        }
    }

    private static Stream<TopicPartition> partitions(Topic topic) {
        return IntStream.range(0, PARTITIONS).mapToObj(number -> new TopicPartition(topic.topicName(), number));
    }
}
