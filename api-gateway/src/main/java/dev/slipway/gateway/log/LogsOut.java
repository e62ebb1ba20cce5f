package dev.slipway.gateway.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.client.v1.LogsReceived;
import dev.slipway.gateway.feed.LiveFeed;
import dev.slipway.gateway.filter.InvalidFilter;
import dev.slipway.gateway.filter.LogFilter;
import dev.slipway.gateway.http.Call;
import dev.slipway.gateway.socket.CloseCode;
import dev.slipway.gateway.socket.Frames;
import dev.slipway.gateway.socket.Handshakes;
import dev.slipway.gateway.socket.PrefectSocket;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/logs/out}: log lines as they come, as a filter wants them. Clients read older ones by HTTP. */
@ApplicationScoped
class LogsOut {
    private final Handshakes handshakes;
    private final LiveFeed feed;

    LogsOut(Handshakes handshakes, LiveFeed feed) {
        this.handshakes = handshakes;
        this.feed = feed;
    }

    void open(Call call) {
        handshakes.open(call, socket -> handshakes.expect(socket, "filter", frame -> subscribe(call, socket, frame)));
    }

    private void subscribe(Call call, PrefectSocket socket, JsonNode frame) {
        try {
            var session = new Session(socket, call.workspace(), LogFilter.parse(frame.path("filter")));
            socket.onClose(() -> feed.unsubscribe(session));
            feed.subscribe(session, () -> {});
        } catch (InvalidFilter e) {
            socket.close(CloseCode.PROTOCOL, "Invalid filter: " + e.getMessage());
        }
    }

    /** A line in the shape in which Prefect's server shows it. */
    static Map<String, @Nullable Object> view(LogsReceived.Line line, @Nullable UUID flowRunId, Instant receivedAt) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", line.id());
        view.put("created", receivedAt);
        view.put("updated", receivedAt);
        view.put("name", line.name());
        view.put("level", line.level());
        view.put("message", line.message());
        view.put("timestamp", line.timestamp());
        view.put("flow_run_id", flowRunId);
        view.put("task_run_id", line.taskRunId());
        return view;
    }

    private record Session(PrefectSocket socket, String workspace, LogFilter filter) implements LiveFeed.Subscriber {
        @Override
        public void onFact(Envelope<?> fact) {
            if (fact.data() instanceof LogsReceived logs && logs.workspace().equals(workspace)) {
                logs.lines().stream()
                        .filter(line -> filter.matches(logs.flowRunId(), line))
                        .map(line -> Frames.of("log", "log", view(line, logs.flowRunId(), fact.time())))
                        .forEach(frame -> socket.run(() -> socket.send(frame)));
            }
        }

        @Override
        public void onGap() {
            socket.close(CloseCode.TRY_AGAIN, "log lines may have been missed");
        }
    }
}
