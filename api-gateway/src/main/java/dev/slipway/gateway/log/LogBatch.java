package dev.slipway.gateway.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Ids;
import dev.slipway.contracts.Json;
import dev.slipway.contracts.client.v1.LogsReceived;
import dev.slipway.contracts.client.v1.LogsReceived.Line;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns what clients post into facts: one or more per flow run, none larger than a record may be. */
final class LogBatch {
    private static final int LONGEST_MESSAGE = 1_000_000;
    private static final int MOST_CHARACTERS = 500_000;
    private static final int MOST_LINES = 2_000;

    private LogBatch() {}

    /** The facts of a body; throws {@link InvalidLogs} if it is not a list of log lines. */
    static List<LogsReceived> parse(byte[] body, String workspace, Ids ids) {
        var byRun = new LinkedHashMap<Optional<UUID>, List<Line>>();
        for (JsonNode sent : list(body)) {
            UUID flowRunId = id(sent, "flow_run_id");
            byRun.computeIfAbsent(Optional.ofNullable(flowRunId), run -> new ArrayList<>())
                    .add(line(sent, ids));
        }
        var facts = new ArrayList<LogsReceived>();
        for (Map.Entry<Optional<UUID>, List<Line>> run : byRun.entrySet()) {
            split(run.getValue())
                    .forEach(lines ->
                            facts.add(new LogsReceived(workspace, run.getKey().orElse(null), lines)));
        }
        return facts;
    }

    private static List<List<Line>> split(List<Line> lines) {
        var parts = new ArrayList<List<Line>>();
        List<Line> part = new ArrayList<>();
        int characters = 0;
        for (Line line : lines) {
            boolean isFull = characters + line.message().length() > MOST_CHARACTERS || part.size() == MOST_LINES;
            if (isFull && !part.isEmpty()) {
                parts.add(part);
                part = new ArrayList<>();
                characters = 0;
            }
            part.add(line);
            characters += line.message().length();
        }
        parts.add(part);
        return parts;
    }

    private static JsonNode list(byte[] body) {
        try {
            JsonNode list = Json.MAPPER.readTree(body);
            if (list.isArray()) {
                return list;
            }
        } catch (IOException e) {
            throw new InvalidLogs("not JSON");
        }
        throw new InvalidLogs("a list of log lines is expected");
    }

    private static Line line(JsonNode sent, Ids ids) {
        if (!sent.path("name").isTextual() || !sent.path("message").isTextual()) {
            throw new InvalidLogs("name and message are strings");
        }
        if (!sent.path("level").canConvertToInt() || !sent.path("level").isNumber()) {
            throw new InvalidLogs("level is a whole number");
        }
        return new Line(
                ids.next(),
                storable(sent.path("name").asText()),
                sent.path("level").asInt(),
                storable(sent.path("message").asText()),
                timestamp(sent),
                id(sent, "task_run_id"));
    }

    /** PostgreSQL can't store the character 0. */
    private static String storable(String text) {
        String clean = text.replace("\0", "");
        return clean.length() <= LONGEST_MESSAGE ? clean : clean.substring(0, LONGEST_MESSAGE);
    }

    private static Instant timestamp(JsonNode sent) {
        try {
            return OffsetDateTime.parse(sent.path("timestamp").asText().replace(' ', 'T'))
                    .toInstant();
        } catch (DateTimeException e) {
            throw new InvalidLogs("timestamp is a time with an offset");
        }
    }

    private static @Nullable UUID id(JsonNode sent, String field) {
        JsonNode id = sent.path(field);
        if (id.isMissingNode() || id.isNull()) {
            return null;
        }
        try {
            return UUID.fromString(id.asText());
        } catch (IllegalArgumentException e) {
            throw new InvalidLogs(field + " is a UUID");
        }
    }
}
