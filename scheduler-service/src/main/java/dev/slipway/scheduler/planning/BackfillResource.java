package dev.slipway.scheduler.planning;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.signal.Signals;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Makes the runs of a deployment's schedules for a stretch of time. A slot that has its run gets no second one. */
@Path("/api/deployments/{id}/schedule")
class BackfillResource {
    private final Planner planner;
    private final Signals signals;
    private final CurrentCaller caller;

    BackfillResource(Planner planner, Signals signals, CurrentCaller caller) {
        this.planner = planner;
        this.signals = signals;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(200)
    public Uni<Void> backfill(@RestPath UUID id, @Nullable BackfillRequest request) {
        return planner.backfill(caller.workspace(), id, request == null ? BackfillRequest.ALL : request)
                .invoke(() -> signals.raise(Signals.Signal.RUNS))
                .replaceWithVoid();
    }
}
