package dev.slipway.contracts.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Envelopes as Kafka records and back.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">binary content mode</a>
 */
public final class CloudEventRecords {
    private static final String SCHEMAS = "https://slipway.dev/schemas/";

    private CloudEventRecords() {}

    /** The record's headers, in a fixed order. */
    public static Map<String, String> headers(Envelope<?> envelope) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", "application/json");
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", envelope.id().toString());
        headers.put("ce_source", envelope.source());
        headers.put("ce_type", envelope.type().wireName());
        headers.put("ce_subject", envelope.data().key());
        headers.put("ce_time", envelope.time().toString());
        headers.put("ce_dataschema", SCHEMAS + envelope.type().wireName() + ".schema.json");
        headers.put("ce_partitionkey", envelope.data().key());
        putIfPresent(headers, "ce_correlationid", envelope.correlationId());
        putIfPresent(headers, "ce_causationid", envelope.causationId());
        putIfPresent(headers, "ce_traceparent", envelope.traceparent());
        return headers;
    }

    /** The record's value. */
    public static byte[] value(Event event) {
        try {
            return Json.MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not a JSON event: " + event.getClass().getName(), e);
        }
    }

    /**
     * What a record holds; empty if its type is not in this catalogue, which a reader skips.
     *
     * @throws PoisonRecord if a required attribute is missing or the data can't be read
     */
    public static Optional<Envelope<?>> read(Headers headers, byte @Nullable [] value) {
        Optional<EventType> type = EventType.named(required(headers, "ce_type"));
        return type.map(known -> envelope(known, headers, value));
    }

    private static Envelope<?> envelope(EventType type, Headers headers, byte @Nullable [] value) {
        if (value == null) {
            throw new PoisonRecord("record without data", null);
        }
        try {
            Event data = Json.MAPPER.readValue(value, type.dataClass());
            String causationId = optional(headers, "ce_causationid");
            return new Envelope<>(
                    UUID.fromString(required(headers, "ce_id")),
                    required(headers, "ce_source"),
                    Instant.parse(required(headers, "ce_time")),
                    optional(headers, "ce_correlationid"),
                    causationId == null ? null : UUID.fromString(causationId),
                    optional(headers, "ce_traceparent"),
                    data);
        } catch (IOException | RuntimeException e) {
            throw new PoisonRecord("unreadable " + type.wireName(), e);
        }
    }

    private static String required(Headers headers, String name) {
        String value = optional(headers, name);
        if (value == null) {
            throw new PoisonRecord("header " + name + " is missing", null);
        }
        return value;
    }

    private static @Nullable String optional(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    private static void putIfPresent(Map<String, String> headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.put(name, value.toString());
        }
    }
}
