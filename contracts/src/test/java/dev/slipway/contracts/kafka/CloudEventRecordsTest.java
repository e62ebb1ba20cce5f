package dev.slipway.contracts.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.push.v1.RefDeleted;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventRecordsTest {
    private static final RefDeleted DATA = new RefDeleted(
            "default",
            UUID.fromString("01a205fc-09b6-7572-ab19-000000000001"),
            "orders",
            "refs/heads/gone",
            "3f786850e387550fdab836ed7e6dc881de23001b",
            Instant.parse("2026-11-23T01:18:53.366821Z"));
    private static final Envelope<RefDeleted> EVENT = new Envelope<>(
            UUID.fromString("01a205fc-09b6-7572-ab19-000000000002"),
            "/api-gateway",
            Instant.parse("2026-11-23T01:18:54Z"),
            "push-1",
            UUID.fromString("01a205fc-09b6-7572-ab19-000000000003"),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            DATA);

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(CloudEventRecords.read(headers(), CloudEventRecords.value(DATA)))
                .contains(EVENT);
    }

    @Test
    void whatMayBeMissingIsLeftOut() {
        var bare = new Envelope<>(EVENT.id(), EVENT.source(), EVENT.time(), null, null, null, DATA);
        assertThat(CloudEventRecords.headers(bare))
                .doesNotContainKeys("ce_correlationid", "ce_causationid", "ce_traceparent");
    }

    @Test
    void aTypeOfALaterVersionIsSkippedWithoutLookingAtItsData() {
        Headers headers = headers();
        replace(headers, "ce_type", "dev.slipway.push.received.v9");
        assertThat(CloudEventRecords.read(headers, "not json".getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_type", "ce_id", "ce_source", "ce_time"})
    void aRecordWithoutThisIsPoison(String header) {
        Headers headers = headers();
        headers.remove(header);
        assertThatThrownBy(() -> CloudEventRecords.read(headers, CloudEventRecords.value(DATA)))
                .isInstanceOf(PoisonRecord.class);
    }

    @Test
    void dataThatCannotBeReadIsPoison() {
        assertThatThrownBy(() -> CloudEventRecords.read(headers(), null)).isInstanceOf(PoisonRecord.class);
        assertThatThrownBy(() -> CloudEventRecords.read(headers(), "{".getBytes(UTF_8)))
                .isInstanceOf(PoisonRecord.class);
        Headers headers = headers();
        replace(headers, "ce_id", "no-uuid");
        assertThatThrownBy(() -> CloudEventRecords.read(headers, CloudEventRecords.value(DATA)))
                .isInstanceOf(PoisonRecord.class);
    }

    private static Headers headers() {
        var headers = new RecordHeaders();
        CloudEventRecords.headers(EVENT).forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return headers;
    }

    private static void replace(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }
}
