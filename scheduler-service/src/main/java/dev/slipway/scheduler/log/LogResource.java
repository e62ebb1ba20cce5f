package dev.slipway.scheduler.log;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Log lines over HTTP. */
@Path("/api/logs")
class LogResource {
    private final Listing listing;
    private final CurrentCaller caller;

    LogResource(Listing listing, CurrentCaller caller) {
        this.listing = listing;
        this.caller = caller;
    }

    @POST
    @Path("/filter")
    public Uni<List<LogLine>> filter(@Nullable JsonObject body) {
        var query = listing.query(Target.LOGS, caller.workspace(), body);
        return listing.list(query, body, "TIMESTAMP_ASC", LogRepository.COLUMNS, Listing.each(LogRepository::read));
    }
}
