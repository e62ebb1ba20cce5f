package dev.slipway.scheduler.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Json;
import dev.slipway.contracts.client.v1.ClientEventReceived;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Frames that a real client sent. */
public final class Frames {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    /** The flow run in whose place tests put theirs. */
    private static final String RECORDED_RUN = "8641ea96-7574-4622-a138-d5631b064e8a";

    private Frames() {}

    /** Three task runs of a flow run, each from Pending over Running to Completed, as if that flow run were {@code flowRunId}. */
    public static List<Map<String, Object>> ofTaskRuns(UUID flowRunId, String idSuffix) {
        try (var lines = Objects.requireNonNull(Frames.class.getResourceAsStream("/frames/task-runs.jsonl"))) {
            return new String(lines.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.replace(RECORDED_RUN, flowRunId.toString())
                            .replaceAll("(01a205fc-[0-9a-f-]{19})[0-9a-f]{8}", "$1" + idSuffix))
                    .map(Frames::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fact by which the gateway passes a frame on. */
    public static Envelope<ClientEventReceived> received(Map<String, Object> frame, UUID flowRunId) {
        var id = UUID.fromString((String) frame.get("id"));
        var resource = (Map<?, ?>) Objects.requireNonNull(frame.get("resource"));
        var data = new ClientEventReceived(
                "default",
                id,
                flowRunId,
                String.valueOf(resource.get("prefect.resource.id")),
                Instant.parse("2026-11-23T01:19:00Z"),
                frame);
        return new Envelope<>(UUID.randomUUID(), "/api-gateway", data.receivedAt(), null, null, null, data);
    }

    private static Map<String, Object> read(String line) {
        try {
            return Json.MAPPER.readValue(line, MAP);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
