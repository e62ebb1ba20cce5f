package dev.slipway.gateway.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.client.v1.EventRecorded;
import dev.slipway.gateway.feed.LiveFeed;
import dev.slipway.gateway.filter.EventFilter;
import dev.slipway.gateway.filter.InvalidFilter;
import dev.slipway.gateway.http.Call;
import dev.slipway.gateway.socket.CloseCode;
import dev.slipway.gateway.socket.Frames;
import dev.slipway.gateway.socket.Handshakes;
import dev.slipway.gateway.socket.PrefectSocket;
import dev.slipway.gateway.upstream.ServiceClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.Logger;

/**
 * {@code /api/events/out}: recorded events as a filter wants them, first those of the last minutes, then live. The subscription
 * begins before the backfill is read, so that nothing falls between the two.
 */
@ApplicationScoped
class EventsOut {
    private static final Logger LOG = Logger.getLogger(EventsOut.class);
    private static final int MOST_WAITING = 5_000;

    private final Handshakes handshakes;
    private final LiveFeed feed;
    private final Backfill backfill;

    EventsOut(Handshakes handshakes, LiveFeed feed, Backfill backfill) {
        this.handshakes = handshakes;
        this.feed = feed;
        this.backfill = backfill;
    }

    void open(Call call) {
        handshakes.open(call, socket -> handshakes.expect(socket, "filter", frame -> subscribe(call, socket, frame)));
    }

    private void subscribe(Call call, PrefectSocket socket, JsonNode frame) {
        JsonNode filter = frame.path("filter");
        try {
            boolean wantsBackfill = frame.path("backfill").asBoolean(true);
            new Session(socket, call.workspace(), filter, EventFilter.parse(filter)).start(wantsBackfill);
        } catch (InvalidFilter e) {
            refuse(socket, e);
        }
    }

    private static void refuse(PrefectSocket socket, InvalidFilter refusal) {
        socket.close(CloseCode.PROTOCOL, "Invalid filter: " + refusal.getMessage());
    }

    private final class Session implements LiveFeed.Subscriber {
        private final PrefectSocket socket;
        private final String workspace;
        private final JsonNode sent;
        private final EventFilter filter;
        private final SeenIds seen = new SeenIds();
        private final Deque<EventRecorded> waiting = new ArrayDeque<>();
        private boolean live;

        Session(PrefectSocket socket, String workspace, JsonNode sent, EventFilter filter) {
            this.socket = socket;
            this.workspace = workspace;
            this.sent = sent;
            this.filter = filter;
        }

        void start(boolean wantsBackfill) {
            socket.onClose(() -> feed.unsubscribe(this));
            feed.subscribe(this, () -> socket.run(wantsBackfill ? this::catchUp : this::goLive));
        }

        @Override
        public void onFact(Envelope<?> fact) {
            if (fact.data() instanceof EventRecorded event
                    && event.workspace().equals(workspace)
                    && filter.matches(event.event())) {
                socket.run(() -> arrived(event));
            }
        }

        @Override
        public void onGap() {
            socket.close(CloseCode.TRY_AGAIN, "events may have been missed");
        }

        private void catchUp() {
            var identity = new ServiceClient.Identity(workspace, socket.caller());
            backfill.read(
                            sent,
                            identity,
                            event -> socket.run(() -> send(event.path("id").asText(), event)))
                    .onSuccess(done -> socket.run(this::goLive))
                    .onFailure(this::noBackfill);
        }

        private void noBackfill(Throwable failure) {
            if (failure instanceof InvalidFilter refusal) {
                refuse(socket, refusal);
                return;
            }
            LOG.warnf("no backfill: %s", failure.getMessage());
            socket.close(CloseCode.TRY_AGAIN, "the backfill could not be read");
        }

        private void goLive() {
            live = true;
            while (!waiting.isEmpty()) {
                arrived(waiting.remove());
            }
        }

        private void arrived(EventRecorded event) {
            if (live) {
                send(event.eventId().toString(), event.event());
            } else if (waiting.size() < MOST_WAITING) {
                waiting.add(event);
            } else {
                socket.close(CloseCode.TRY_AGAIN, "more events came than the backfill can wait for");
            }
        }

        private void send(String id, Object event) {
            if (seen.add(id)) {
                socket.send(Frames.of("event", "event", event));
            }
        }
    }
}
