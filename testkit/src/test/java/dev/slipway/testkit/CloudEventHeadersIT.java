package dev.slipway.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.push.v1.RefDeleted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** The bytes that others parse, as the broker has them. Changing what is expected here breaks readers that are not ours. */
class CloudEventHeadersIT {
    private static final String REF = "refs/heads/pinned-headers";

    @Test
    void recordOnTheBrokerIsACloudEventInBinaryMode() {
        var data = new RefDeleted(
                "default",
                UUID.fromString("01a205fc-09b6-7572-ab19-000000000001"),
                "orders",
                REF,
                "3f786850e387550fdab836ed7e6dc881de23001b",
                Instant.parse("2026-11-23T01:18:53.366821Z"));
        var event = new Envelope<>(
                UUID.fromString("01a205fc-09b6-7572-ab19-000000000002"),
                "/api-gateway",
                Instant.parse("2026-11-23T01:18:54Z"),
                "push-1",
                UUID.fromString("01a205fc-09b6-7572-ab19-000000000003"),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                data);
        try (var facts = Facts.ofThisTest()) {
            facts.send(event);
        }

        var record = find("orders:" + REF);

        assertThat(headers(record))
                .containsExactly(
                        Map.entry("content-type", "application/json"),
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", "01a205fc-09b6-7572-ab19-000000000002"),
                        Map.entry("ce_source", "/api-gateway"),
                        Map.entry("ce_type", "dev.slipway.push.ref-deleted.v1"),
                        Map.entry("ce_subject", "orders:" + REF),
                        Map.entry("ce_time", "2026-11-23T01:18:54Z"),
                        Map.entry(
                                "ce_dataschema",
                                "https://slipway.dev/schemas/dev.slipway.push.ref-deleted.v1.schema.json"),
                        Map.entry("ce_partitionkey", "orders:" + REF),
                        Map.entry("ce_correlationid", "push-1"),
                        Map.entry("ce_causationid", "01a205fc-09b6-7572-ab19-000000000003"),
                        Map.entry("ce_traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        assertThat(new String(record.value(), UTF_8))
                .isEqualTo("{\"workspace\":\"default\",\"pushId\":\"01a205fc-09b6-7572-ab19-000000000001\","
                        + "\"project\":\"orders\",\"ref\":\"refs/heads/pinned-headers\","
                        + "\"before\":\"3f786850e387550fdab836ed7e6dc881de23001b\","
                        + "\"receivedAt\":\"2026-11-23T01:18:53.366821Z\"}");
    }

    private static List<Map.Entry<String, String>> headers(ConsumerRecord<byte[], byte[]> record) {
        var headers = new LinkedHashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return List.copyOf(headers.entrySet());
    }

    private static ConsumerRecord<byte[], byte[]> find(String key) {
        var settings =
                Map.<String, Object>of("bootstrap.servers", Infrastructure.kafka(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(IntStream.range(0, 6)
                    .mapToObj(partition -> new TopicPartition("pushes.v1", partition))
                    .toList());
            var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (key.equals(new String(record.key(), UTF_8))) {
                        found.add(record);
                    }
                });
                return !found.isEmpty();
            });
            return found.getFirst();
        }
    }
}
