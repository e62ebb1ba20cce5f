package dev.slipway.builder.project;

import dev.slipway.builder.problem.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** Projects as users see them; they are changed through the gateway, which keeps their hook secrets. */
@Path("/slipway/v1/projects")
class ProjectResource {
    private final Projects projects;

    ProjectResource(Projects projects) {
        this.projects = projects;
    }

    @GET
    public Uni<List<ProjectView>> list(@HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace) {
        return projects.all(workspace)
                .map(all -> all.stream().map(ProjectView::of).toList());
    }

    @GET
    @Path("/{slug}")
    public Uni<ProjectView> get(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace, @RestPath String slug) {
        return projects.find(workspace, slug)
                .map(found -> ProjectView.of(found.orElseThrow(() -> Refused.notFound("The project " + slug))));
    }
}
