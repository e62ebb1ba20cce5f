package dev.slipway.scheduler.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.testkit.Infrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a service put aside of a topic. */
record DeadLetterBox(List<ConsumerRecord<String, byte[]>> letters) {
    static DeadLetterBox of(String topic, String service) {
        var settings = Map.<String, Object>of("bootstrap.servers", Infrastructure.kafka());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic + "." + service + ".dlq", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            var letters = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
            }
            return new DeadLetterBox(letters);
        }
    }

    /** Why the letters were put aside whose text contains {@code part}. */
    List<String> reasonsAbout(String part) {
        return letters.stream()
                .filter(letter -> new String(letter.value(), UTF_8).contains(part))
                .map(letter -> new String(
                        letter.headers().lastHeader("dead-letter-reason").value(), UTF_8))
                .toList();
    }
}
