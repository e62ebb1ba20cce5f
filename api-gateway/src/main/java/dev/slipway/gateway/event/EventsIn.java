package dev.slipway.gateway.event;

import dev.slipway.contracts.Ids;
import dev.slipway.contracts.client.v1.ClientEventReceived;
import dev.slipway.gateway.feed.FactSender;
import dev.slipway.gateway.http.Call;
import dev.slipway.gateway.socket.CloseCode;
import dev.slipway.gateway.socket.Handshakes;
import dev.slipway.gateway.socket.PrefectSocket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * {@code /api/events/in}: every text frame is an event. There are no acknowledgements; a client keeps its events until a ping
 * that it sent after them is answered, so pings are answered when what came before them is durable.
 */
@ApplicationScoped
class EventsIn {
    private static final Logger LOG = Logger.getLogger(EventsIn.class);

    /** So many events of one socket may be on their way to Kafka before the socket is read no further. */
    private static final int MOST_OUTSTANDING = 1_000;

    private final Handshakes handshakes;
    private final FactSender facts;
    private final Clock clock;
    private final Ids ids;
    private final Counter refused;

    EventsIn(Handshakes handshakes, FactSender facts, Clock clock, Ids ids, MeterRegistry metrics) {
        this.handshakes = handshakes;
        this.facts = facts;
        this.clock = clock;
        this.ids = ids;
        this.refused = metrics.counter("gateway_event_refused_total");
    }

    void open(Call call) {
        handshakes.openWithPings(call, socket -> new Session(socket, call.workspace()).start());
    }

    private final class Session {
        private final PrefectSocket socket;
        private final ClientEventMapper mapper;
        private final Confirmations<Buffer> confirmations = new Confirmations<>();
        private boolean paused;

        Session(PrefectSocket socket, String workspace) {
            this.socket = socket;
            this.mapper = new ClientEventMapper(workspace, ids);
        }

        void start() {
            socket.onPing(payload -> answer(confirmations.pinged(payload)));
            socket.onText(this::receive);
        }

        private void receive(String frame) {
            ClientEventReceived event;
            try {
                event = mapper.received(frame, clock.instant());
            } catch (InvalidEvent e) {
                // closing would make the client send it again, for ever
                refused.increment();
                LOG.warnf("dropped what is not an event: %s", e.getMessage());
                return;
            }
            var ticket = confirmations.received();
            facts.send(event)
                    .onSuccess(done -> socket.run(() -> confirm(ticket)))
                    .onFailure(this::failed);
            if (confirmations.outstanding() >= MOST_OUTSTANDING && !paused) {
                paused = true;
                socket.pauseReading();
            }
        }

        private void confirm(Confirmations.Ticket ticket) {
            answer(confirmations.confirmed(ticket));
            if (paused && confirmations.outstanding() < MOST_OUTSTANDING / 2) {
                paused = false;
                socket.resumeReading();
            }
        }

        private void answer(List<Buffer> pings) {
            pings.forEach(socket::pong);
        }

        private void failed(Throwable failure) {
            LOG.error("an event could not be stored", failure);
            socket.close(CloseCode.TRY_AGAIN, "an event could not be stored");
        }
    }
}
