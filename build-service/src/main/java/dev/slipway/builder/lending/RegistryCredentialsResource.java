package dev.slipway.builder.lending;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.builder.image.ManifestAnswer;
import dev.slipway.builder.image.RegistryLogin;
import dev.slipway.builder.login.ExchangeUnavailable;
import dev.slipway.builder.login.LoginUnusable;
import dev.slipway.builder.login.Logins;
import dev.slipway.builder.problem.Refused;
import dev.slipway.builder.registry.Registries;
import dev.slipway.builder.registry.Registry;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Lends the credentials of a registry to the service that starts containers, for as long as it pulls images. */
@Path("/internal/v1/registry-credentials")
class RegistryCredentialsResource {
    private final Registries registries;
    private final Logins logins;
    private final ImageCheck check;

    RegistryCredentialsResource(Registries registries, Logins logins, ImageCheck check) {
        this.registries = registries;
        this.logins = logins;
        this.check = check;
    }

    @POST
    public Uni<RestResponse<CredentialsView>> lend(CredentialsRequest request) {
        String workspace = request.workspace() == null ? "default" : request.workspace();
        return wanted(workspace, request).chain(found -> found.map(
                        registry -> lend(workspace, registry, request.check() ? request.image() : null))
                .orElseGet(() -> Uni.createFrom().item(RestResponse.noContent())));
    }

    private Uni<Optional<Registry>> wanted(String workspace, CredentialsRequest request) {
        String image = request.image();
        String address = request.address();
        if (address != null) {
            return registries.at(workspace, address);
        } else if (image != null) {
            return registries.holding(workspace, image);
        }
        throw Refused.invalid("image is missing.");
    }

    private Uni<RestResponse<CredentialsView>> lend(String workspace, Registry registry, @Nullable String image) {
        return logins.current(workspace, registry)
                .chain(login -> image == null
                        ? Uni.createFrom().item(CredentialsView.of(login, ManifestAnswer.UNKNOWN))
                        : checked(workspace, registry, image, login))
                .onFailure(LoginUnusable.class)
                .recoverWithItem(failure -> CredentialsView.refused(registry, String.valueOf(failure.getMessage())))
                .onFailure(ExchangeUnavailable.class)
                .transform(failure -> Refused.unavailable(String.valueOf(failure.getMessage())))
                .map(RestResponse::ok);
    }

    /** A registry may end a login before its time; then there is another one, where keys are exchanged. */
    private Uni<CredentialsView> checked(String workspace, Registry registry, String image, RegistryLogin login) {
        return check.of(image, login)
                .chain(manifest -> manifest == ManifestAnswer.DENIED
                        ? checkedWithAnother(workspace, registry, image, login)
                        : Uni.createFrom().item(CredentialsView.of(login, manifest)));
    }

    private Uni<CredentialsView> checkedWithAnother(
            String workspace, Registry registry, String image, RegistryLogin refused) {
        return logins.another(workspace, registry, refused).chain(found -> found.map(
                        other -> check.of(image, other).map(manifest -> CredentialsView.of(other, manifest)))
                .orElseGet(() -> Uni.createFrom().item(CredentialsView.of(refused, ManifestAnswer.DENIED))));
    }

    /**
     * What is to be pulled.
     *
     * @param address of a registry, for all of its images; else {@code image} says which registry
     * @param check whether to ask the registry for the image first
     */
    record CredentialsRequest(
            @Nullable String workspace,
            @Nullable String image,
            @Nullable String address,
            boolean check) {}

    /**
     * With what it can be pulled.
     *
     * @param manifest what the registry says of the image to that very login; unknown if it was not asked
     * @param expiresAt until when the login is good; null if nobody says
     * @param refused why there is no login although the registry is known, for the owner of the run
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CredentialsView(
            String address,
            @Nullable String username,
            @Nullable String password,
            ManifestAnswer manifest,
            @Nullable Instant expiresAt,
            @Nullable String refused) {
        static CredentialsView of(RegistryLogin login, ManifestAnswer manifest) {
            return new CredentialsView(
                    login.address(), login.username(), login.password(), manifest, login.expiresAt(), null);
        }

        static CredentialsView refused(Registry registry, String why) {
            return new CredentialsView(registry.address(), null, null, ManifestAnswer.UNKNOWN, null, why);
        }

        @Override
        public String toString() {
            return "CredentialsView[" + address + "]";
        }
    }
}
