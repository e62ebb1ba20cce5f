package dev.slipway.builder.gitlab;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The gateway's half of a webhook in GitLab: it has the secret, this service the token. */
@Path("/internal/v1/projects/{slug}/connection")
class InternalConnectionResource {
    private final Connections connections;

    InternalConnectionResource(Connections connections) {
        this.connections = connections;
    }

    @POST
    public Uni<Connection> connect(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace,
            @RestPath String slug,
            HookRequest request) {
        return connections.connect(workspace, slug, request);
    }

    @DELETE
    public Uni<Map<String, Boolean>> disconnect(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace,
            @RestPath String slug,
            @RestQuery String hookUrl) {
        return connections.disconnect(workspace, slug, hookUrl).map(gone -> Map.of("removed", gone));
    }
}
