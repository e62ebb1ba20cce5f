package dev.slipway.scheduler.background;

import dev.slipway.scheduler.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where gateways exchange background tasks. */
@Path("/internal/v1/task-workers/rounds")
class RoundResource {
    private final Rounds rounds;
    private final CurrentCaller caller;

    RoundResource(Rounds rounds, CurrentCaller caller) {
        this.rounds = rounds;
        this.caller = caller;
    }

    /** What is handed out. */
    record OffersView(List<Rounds.Offer> offers) {}

    @POST
    public Uni<OffersView> hold(@Nullable JsonObject body) {
        return rounds.hold(caller.workspace(), Round.of(body)).map(OffersView::new);
    }
}
