package dev.slipway.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.Ids;
import dev.slipway.contracts.Topic;
import dev.slipway.contracts.kafka.CloudEventRecords;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Records facts in the caller's transaction; {@link OutboxRelay} publishes them once it has committed. */
@ApplicationScoped
public class Outbox {
    private static final String INSERT = "insert into outbox (id, workspace, topic, key, headers, payload, recorded_at)"
            + " values ($1, $2, $3, $4, $5, $6, $7)";

    /** What Kafka adds to a record at most. */
    private static final int FRAMING = 16 * 1024;

    private final OutboxConfig config;
    private final Clock clock;
    private final Ids ids;

    Outbox(OutboxConfig config, Clock clock, Ids ids) {
        this.config = config;
        this.clock = clock;
        this.ids = ids;
    }

    /** Records a fact. */
    public Uni<Void> append(SqlConnection tx, Event event, Cause cause) {
        return append(tx, ids.next(), event, cause);
    }

    /** Records a fact whose id is given by what it reports. */
    public Uni<Void> append(SqlConnection tx, UUID id, Event event, Cause cause) {
        return tx.preparedQuery(INSERT).execute(row(id, event, cause)).replaceWithVoid();
    }

    /** Records facts in their order, with one statement's round trip. */
    public Uni<Void> appendAll(SqlConnection tx, List<? extends Event> events, Cause cause) {
        return appendFacts(
                tx, events.stream().map(event -> new Fact(ids.next(), event)).toList(), cause);
    }

    /** Records facts whose ids are given, in their order, with one statement's round trip. */
    public Uni<Void> appendFacts(SqlConnection tx, List<Fact> facts, Cause cause) {
        if (facts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows =
                facts.stream().map(fact -> row(fact.id(), fact.event(), cause)).toList();
        return tx.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
    }

    /** An event with its id. */
    public record Fact(UUID id, Event event) {}

    private Tuple row(UUID id, Event event, Cause cause) {
        var envelope = new Envelope<>(
                id, config.source(), clock.instant(), cause.correlationId(), cause.causationId(), null, event);
        Map<String, String> headers = CloudEventRecords.headers(envelope);
        byte[] value = CloudEventRecords.value(event);
        refuseIfTooLong(event, headers, value);
        return Tuple.tuple(List.of(
                id,
                event.workspace(),
                envelope.type().topic().topicName(),
                event.key(),
                new JsonObject(Map.copyOf(headers)),
                Buffer.buffer(value),
                OffsetDateTime.ofInstant(envelope.time(), ZoneOffset.UTC)));
    }

    /** A fact that no broker takes would hold up all later ones for good: who wants to record it must hear of it. */
    private static void refuseIfTooLong(Event event, Map<String, String> headers, byte[] value) {
        int bytes = value.length + utf8(event.key());
        for (var header : headers.entrySet()) {
            bytes += utf8(header.getKey()) + utf8(header.getValue());
        }
        if (bytes > Topic.LONGEST_RECORD - FRAMING) {
            throw new IllegalArgumentException("the fact has " + bytes + " bytes, more than topics take: "
                    + event.getClass().getSimpleName());
        }
    }

    private static int utf8(String text) {
        return text.getBytes(UTF_8).length;
    }
}
