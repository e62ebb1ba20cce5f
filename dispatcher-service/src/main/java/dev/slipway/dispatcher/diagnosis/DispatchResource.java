package dev.slipway.dispatcher.diagnosis;

import dev.slipway.dispatcher.dispatch.Dispatches;
import dev.slipway.dispatcher.problem.BadRequest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the attempts of a run are. */
@Path("/internal/v1/dispatches")
@Produces(MediaType.APPLICATION_JSON)
public class DispatchResource {
    private final Dispatches dispatches;

    public DispatchResource(Dispatches dispatches) {
        this.dispatches = dispatches;
    }

    /** All attempts of one run, the first one first. */
    @GET
    public Uni<List<DispatchView>> list(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace,
            @QueryParam("flowRunId") @Nullable String flowRunId) {
        return dispatches
                .findByRun(workspace, runId(flowRunId))
                .map(found -> found.stream().map(DispatchView::of).toList());
    }

    private static UUID runId(@Nullable String text) {
        try {
            if (text != null) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw new BadRequest("flowRunId is no UUID");
        }
        throw new BadRequest("the parameter flowRunId is missing");
    }
}
