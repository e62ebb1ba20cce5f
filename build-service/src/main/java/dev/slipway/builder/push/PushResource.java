package dev.slipway.builder.push;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Pushes, newest first. */
@Path("/slipway/v1/pushes")
class PushResource {
    private static final int LONGEST_LIST = 500;

    private final PushRepository repository;

    PushResource(PushRepository repository) {
        this.repository = repository;
    }

    @GET
    public Uni<List<Push>> list(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace,
            @RestQuery @Nullable String project,
            @RestQuery @DefaultValue("50") int limit) {
        return repository.list(workspace, project, Math.clamp(limit, 1, LONGEST_LIST));
    }
}
