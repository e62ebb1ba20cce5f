package dev.slipway.builder.project;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** The gateway's half of changing a project. */
@Path("/internal/v1/projects/{slug}")
class InternalProjectResource {
    private final Projects projects;

    InternalProjectResource(Projects projects) {
        this.projects = projects;
    }

    @PUT
    public Uni<ProjectView> save(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace,
            @RestPath String slug,
            ProjectRequest request) {
        return projects.save(workspace, slug, request).map(ProjectView::of);
    }

    @DELETE
    public Uni<Void> delete(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace, @RestPath String slug) {
        return projects.delete(workspace, slug);
    }
}
