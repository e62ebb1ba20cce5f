package dev.slipway.builder.lending;

import dev.slipway.builder.image.ManifestAnswer;
import dev.slipway.builder.problem.Refused;
import dev.slipway.builder.registry.Registries;
import dev.slipway.builder.registry.Registry;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Lends the credentials of a registry to the service that starts containers, for as long as it pulls one image. */
@Path("/internal/v1/registry-credentials")
class RegistryCredentialsResource {
    private final Registries registries;
    private final ImageCheck check;

    RegistryCredentialsResource(Registries registries, ImageCheck check) {
        this.registries = registries;
        this.check = check;
    }

    @POST
    public Uni<RestResponse<CredentialsView>> lend(CredentialsRequest request) {
        String image = request.image();
        if (image == null) {
            throw Refused.invalid("image is missing.");
        }
        String workspace = request.workspace() == null ? "default" : request.workspace();
        return registries.holding(workspace, image).chain(found -> found.map(
                        registry -> lend(image, registry, request.check()))
                .orElseGet(() -> Uni.createFrom().item(RestResponse.noContent())));
    }

    private Uni<RestResponse<CredentialsView>> lend(String image, Registry registry, boolean checked) {
        Uni<ManifestAnswer> answer =
                checked ? check.of(image, registry) : Uni.createFrom().item(ManifestAnswer.UNKNOWN);
        return answer.map(manifest -> RestResponse.ok(CredentialsView.of(registry, manifest)));
    }

    /**
     * Which image is to be pulled.
     *
     * @param check whether to ask the registry for it first
     */
    record CredentialsRequest(
            @Nullable String workspace, @Nullable String image, boolean check) {}

    /**
     * With what it can be pulled.
     *
     * @param manifest what the registry says of the image to that very login; unknown if it was not asked
     */
    record CredentialsView(String address, String username, String password, ManifestAnswer manifest) {
        static CredentialsView of(Registry registry, ManifestAnswer manifest) {
            return new CredentialsView(registry.address(), registry.username(), registry.password(), manifest);
        }

        @Override
        public String toString() {
            return "CredentialsView[" + address + "]";
        }
    }
}
