package dev.slipway.builder.poll;

import dev.slipway.builder.problem.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import org.jboss.resteasy.reactive.RestPath;

/** Looking for missed deliveries of one project. */
@Path("/slipway/v1/projects/{slug}/poll")
class PollResource {
    private final PollRepository repository;
    private final Clock clock;

    PollResource(PollRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    @GET
    public Uni<PollView> get(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace, @RestPath String slug) {
        return repository
                .find(workspace, slug)
                .map(found -> found.orElseThrow(() -> Refused.notFound("A look at the refs of the project " + slug)));
    }

    /** Looks as soon as it can. */
    @POST
    public Uni<PollView> callUp(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace, @RestPath String slug) {
        return repository
                .callUp(workspace, slug, clock.instant())
                .invoke(known -> {
                    if (!known) {
                        throw Refused.notFound("The project " + slug);
                    }
                })
                .chain(() -> get(workspace, slug));
    }
}
