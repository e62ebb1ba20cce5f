package dev.slipway.builder.gitlab;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** What was found when the project and its GitLab were looked at last. */
@Path("/slipway/v1/projects/{slug}/connection")
class ConnectionResource {
    private final Connections connections;

    ConnectionResource(Connections connections) {
        this.connections = connections;
    }

    @GET
    public Uni<Connection> get(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace, @RestPath String slug) {
        return connections.find(workspace, slug);
    }
}
