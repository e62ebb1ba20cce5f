package dev.slipway.builder.project;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Which pushes of a project are built; everything else of it stays. */
@Path("/slipway/v1/projects/{slug}/rules")
class RulesResource {
    private final Projects projects;

    RulesResource(Projects projects) {
        this.projects = projects;
    }

    @PUT
    public Uni<ProjectView> save(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace,
            @RestPath String slug,
            BuildRules rules) {
        return projects.saveRules(workspace, slug, rules).map(ProjectView::of);
    }
}
