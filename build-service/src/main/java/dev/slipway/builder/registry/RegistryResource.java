package dev.slipway.builder.registry;

import dev.slipway.builder.problem.Refused;
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
import org.jboss.resteasy.reactive.RestResponse;

/** Registries; passwords go in and never come out. */
@Path("/slipway/v1/registries")
class RegistryResource {
    private static final String WORKSPACE = "X-Slipway-Workspace";

    private final Registries registries;

    RegistryResource(Registries registries) {
        this.registries = registries;
    }

    @GET
    public Uni<List<RegistryView>> list(@HeaderParam(WORKSPACE) @DefaultValue("default") String workspace) {
        return registries
                .all(workspace)
                .map(all -> all.stream().map(registries::view).toList());
    }

    @GET
    @Path("/{name}")
    public Uni<RegistryView> get(
            @HeaderParam(WORKSPACE) @DefaultValue("default") String workspace, @RestPath String name) {
        return registries
                .find(workspace, name)
                .map(found -> registries.view(found.orElseThrow(() -> Refused.notFound("The registry " + name))));
    }

    @POST
    public Uni<RestResponse<RegistryView>> create(
            @HeaderParam(WORKSPACE) @DefaultValue("default") String workspace, RegistryRequest request) {
        String name = request.name();
        if (name == null) {
            throw Refused.invalid("name is missing.");
        }
        return registries.find(workspace, name).chain(known -> {
            if (known.isPresent()) {
                throw Refused.conflict("The registry " + name + " exists; change it with PUT.");
            }
            return registries
                    .save(workspace, name, request)
                    .map(saved -> RestResponse.status(RestResponse.Status.CREATED, registries.view(saved)));
        });
    }

    @PUT
    @Path("/{name}")
    public Uni<RegistryView> save(
            @HeaderParam(WORKSPACE) @DefaultValue("default") String workspace,
            @RestPath String name,
            RegistryRequest request) {
        return registries.save(workspace, name, request).map(registries::view);
    }

    @DELETE
    @Path("/{name}")
    public Uni<Void> delete(@HeaderParam(WORKSPACE) @DefaultValue("default") String workspace, @RestPath String name) {
        return registries.delete(workspace, name);
    }
}
