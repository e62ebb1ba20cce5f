package dev.slipway.gateway.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Ids;
import dev.slipway.contracts.Json;
import dev.slipway.contracts.client.v1.ClientEventReceived;
import dev.slipway.gateway.feed.FactSender;
import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.BodyTooLarge;
import dev.slipway.gateway.http.BoundedBody;
import dev.slipway.gateway.http.Call;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Events of clients by HTTP and by socket. */
@ApplicationScoped
public class EventResource {
    private static final Logger LOG = Logger.getLogger(EventResource.class);
    private static final long LONGEST_BODY = 10_000_000;

    private final EventsIn in;
    private final EventsOut out;
    private final FactSender facts;
    private final Clock clock;
    private final Ids ids;

    EventResource(EventsIn in, EventsOut out, FactSender facts, Clock clock, Ids ids) {
        this.in = in;
        this.out = out;
        this.facts = facts;
        this.clock = clock;
        this.ids = ids;
    }

    /** {@code /api/events/in}. */
    public void socketIn(Call call) {
        in.open(call);
    }

    /** {@code /api/events/out}. */
    public void socketOut(Call call) {
        out.open(call);
    }

    /** {@code POST /api/events}: a list of events, taken as a whole or not at all. */
    public void post(Call call) {
        BoundedBody.of(call.request(), LONGEST_BODY)
                .compose(body -> store(call.workspace(), body))
                .onSuccess(stored -> call.answer(Answer.empty(204)))
                .onFailure(failure -> call.answer(refusal(failure)));
    }

    private Future<Void> store(String workspace, Buffer body) {
        var mapper = new ClientEventMapper(workspace, ids);
        List<ClientEventReceived> events = new ArrayList<>();
        for (JsonNode event : list(body)) {
            events.add(mapper.received(event, clock.instant()));
        }
        return facts.sendAll(events);
    }

    private static JsonNode list(Buffer body) {
        try {
            JsonNode list = Json.MAPPER.readTree(body.getBytes());
            if (list.isArray()) {
                return list;
            }
        } catch (IOException e) {
            throw new InvalidEvent("not JSON");
        }
        throw new InvalidEvent("a list of events is expected");
    }

    private static Answer refusal(Throwable failure) {
        return switch (failure) {
            case InvalidEvent e -> Answer.invalid(e.getMessage());
            case BodyTooLarge e -> Answer.exception(413, e.getMessage());
            default -> {
                LOG.error("events could not be stored", failure);
                yield Answer.unavailable();
            }
        };
    }
}
