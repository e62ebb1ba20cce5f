package dev.slipway.builder.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.slipway.contracts.Json;
import dev.slipway.contracts.build.v1.BuildStage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code builds} as a build and back. */
final class BuildRow {
    private BuildRow() {}

    static Build toBuild(Row row) {
        String stage = row.getString("stage");
        return new Build(
                row.getUUID("id"),
                row.getUUID("push_id"),
                source(row),
                read(row.getJsonObject("push").encode(), new TypeReference<PushDetails>() {}),
                row.getLong("generation"),
                BuildState.valueOf(row.getString("state")),
                stage == null ? null : BuildStage.valueOf(stage),
                row.getString("message"),
                read(row.getJsonArray("images").encode(), new TypeReference<List<PushedImage>>() {}),
                read(row.getJsonArray("stages").encode(), new TypeReference<List<StageTimes>>() {}),
                row.getInteger("attempt"),
                row.getString("correlation_id"),
                row.getUUID("causation_id"),
                row.getOffsetDateTime("queued_at").toInstant(),
                instant(row.getOffsetDateTime("started_at")),
                instant(row.getOffsetDateTime("finished_at")));
    }

    private static Source source(Row row) {
        return new Source(
                row.getString("workspace"), row.getString("project"), row.getString("ref"), row.getString("commit"));
    }

    static JsonObject json(Object value) {
        return new JsonObject(write(value));
    }

    static JsonArray array(List<?> values) {
        return new JsonArray(write(values));
    }

    private static String write(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of ours can't be written as JSON", e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return Json.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored build can't be read", e);
        }
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
