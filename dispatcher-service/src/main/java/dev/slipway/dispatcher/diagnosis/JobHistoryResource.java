package dev.slipway.dispatcher.diagnosis;

import dev.slipway.dispatcher.problem.BadRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The dispatcher's part of where things come from; asked by the gateway, which joins the parts. */
@Path("/internal/v1/provenance")
@Produces(MediaType.APPLICATION_JSON)
public class JobHistoryResource {
    private final JobHistoryRepository jobs;

    public JobHistoryResource(JobHistoryRepository jobs) {
        this.jobs = jobs;
    }

    /** Every attempt of the runs, whose ids are given with commas. */
    @GET
    public Uni<JsonObject> of(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace,
            @QueryParam("runs") @Nullable String runs) {
        return jobs.of(workspace, ids(runs)).map(found -> new JsonObject().put("jobs", found));
    }

    private static UUID[] ids(@Nullable String text) {
        try {
            return Arrays.stream((text == null ? "" : text).split(","))
                    .filter(id -> !id.isEmpty())
                    .map(UUID::fromString)
                    .toArray(UUID[]::new);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("runs must be ids with commas");
        }
    }
}
