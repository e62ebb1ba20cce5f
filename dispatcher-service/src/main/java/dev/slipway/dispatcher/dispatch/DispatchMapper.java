package dev.slipway.dispatcher.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import dev.slipway.contracts.kafka.CloudEventRecords;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.outbox.Cause;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Rows of {@code dispatches} as records. */
final class DispatchMapper {
    /** All that {@link #dispatch} reads. */
    static final String COLUMNS =
            "workspace, flow_run_id, attempt, correlation_id, causation_id, state, tries, failing_since,"
                    + " infrastructure_id, place_type, place_name, container_id, container_name, image,"
                    + " stop_reason, stop_not_before, stop_sent_at";
    /** What {@link #launch} reads beside. */
    static final String REQUEST = "request::text as request";

    private DispatchMapper() {}

    static Dispatch dispatch(Row row) {
        return new Dispatch(
                new AttemptKey(row.getString("workspace"), row.getUUID("flow_run_id"), row.getInteger("attempt")),
                new Cause(row.getString("correlation_id"), row.getUUID("causation_id")),
                DispatchState.valueOf(row.getString("state")),
                row.getInteger("tries"),
                instant(row.getOffsetDateTime("failing_since")),
                infrastructure(row),
                stop(row));
    }

    static Launch launch(Row row) {
        return new Launch(dispatch(row), request(row.getString("request")));
    }

    static JsonObject json(RunDue due) {
        return new JsonObject(Buffer.buffer(CloudEventRecords.value(due)));
    }

    static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static RunDue request(String json) {
        try {
            return Json.MAPPER.readValue(json, RunDue.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recorded request can't be read", e);
        }
    }

    private static @Nullable Infrastructure infrastructure(Row row) {
        String id = row.getString("infrastructure_id");
        return id == null
                ? null
                : new Infrastructure(
                        new Place(row.getString("place_type"), row.getString("place_name")),
                        id,
                        row.getString("container_id"),
                        row.getString("container_name"),
                        row.getString("image"));
    }

    private static @Nullable StopOrder stop(Row row) {
        String reason = row.getString("stop_reason");
        return reason == null
                ? null
                : new StopOrder(
                        StopReason.valueOf(reason),
                        row.getOffsetDateTime("stop_not_before").toInstant(),
                        instant(row.getOffsetDateTime("stop_sent_at")));
    }
}
