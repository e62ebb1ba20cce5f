package dev.slipway.dispatcher.cluster;

import dev.slipway.dispatcher.problem.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Kubernetes clusters; credentials go in and never come out. */
@Path("/slipway/v1/clusters")
class ClusterResource {
    private static final String WORKSPACE = "X-Slipway-Workspace";

    private final ClusterDirectory clusters;

    ClusterResource(ClusterDirectory clusters) {
        this.clusters = clusters;
    }

    @GET
    public Uni<List<ClusterView>> list(@HeaderParam(WORKSPACE) @DefaultValue("default") String workspace) {
        return clusters.all(workspace);
    }

    @GET
    @Path("/{name}")
    public Uni<ClusterView> get(
            @HeaderParam(WORKSPACE) @DefaultValue("default") String workspace, @RestPath String name) {
        return clusters.get(workspace, name);
    }

    @PUT
    @Path("/{name}")
    public Uni<ClusterView> save(
            @HeaderParam(WORKSPACE) @DefaultValue("default") String workspace,
            @RestPath String name,
            @Nullable ClusterRequest request) {
        if (request == null) {
            throw Refused.invalid("The body is missing.");
        }
        return clusters.save(workspace, name, request);
    }

    @DELETE
    @Path("/{name}")
    public Uni<Void> delete(@HeaderParam(WORKSPACE) @DefaultValue("default") String workspace, @RestPath String name) {
        return clusters.delete(workspace, name);
    }

    /** What the credential may there. */
    @POST
    @Path("/{name}/test")
    public Uni<ClusterReport> test(
            @HeaderParam(WORKSPACE) @DefaultValue("default") String workspace, @RestPath String name) {
        return clusters.test(workspace, name);
    }
}
