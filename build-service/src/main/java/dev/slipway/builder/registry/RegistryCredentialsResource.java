package dev.slipway.builder.registry;

import dev.slipway.builder.problem.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Lends the credentials of a registry to the service that starts containers, for as long as it pulls one image. */
@Path("/internal/v1/registry-credentials")
class RegistryCredentialsResource {
    private final Registries registries;

    RegistryCredentialsResource(Registries registries) {
        this.registries = registries;
    }

    @POST
    public Uni<RestResponse<CredentialsView>> lend(CredentialsRequest request) {
        String image = request.image();
        if (image == null) {
            throw Refused.invalid("image is missing.");
        }
        String workspace = request.workspace() == null ? "default" : request.workspace();
        return registries.holding(workspace, image).map(found -> found.map(CredentialsView::of)
                .map(RestResponse::ok)
                .orElseGet(RestResponse::noContent));
    }

    /** Which image is to be pulled. */
    record CredentialsRequest(
            @Nullable String workspace, @Nullable String image) {}

    /** With what it can be pulled. */
    record CredentialsView(String address, String username, String password) {
        static CredentialsView of(Registry registry) {
            return new CredentialsView(registry.address(), registry.username(), registry.password());
        }

        @Override
        public String toString() {
            return "CredentialsView[" + address + "]";
        }
    }
}
