package dev.slipway.builder.lending;

import dev.slipway.builder.image.LoginAnswer;
import dev.slipway.builder.image.LoginCheck;
import dev.slipway.builder.image.RegistryLogin;
import dev.slipway.builder.login.ExchangeUnavailable;
import dev.slipway.builder.login.LoginUnusable;
import dev.slipway.builder.login.Logins;
import dev.slipway.builder.problem.Refused;
import dev.slipway.builder.registry.Registries;
import dev.slipway.builder.registry.Registry;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Whether a registry takes the login that Slipway has for it. */
@Path("/slipway/v1/registries/{name}/test")
class RegistryTestResource {
    private final Registries registries;
    private final Logins logins;
    private final LoginCheck check;

    RegistryTestResource(Registries registries, Logins logins, LoginCheck check) {
        this.registries = registries;
        this.logins = logins;
        this.check = check;
    }

    @POST
    public Uni<LoginAnswer> test(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace, @RestPath String name) {
        return registries
                .find(workspace, name)
                .map(found -> found.orElseThrow(() -> Refused.notFound("The registry " + name)))
                .chain(registry -> test(workspace, registry));
    }

    private Uni<LoginAnswer> test(String workspace, Registry registry) {
        return logins.current(workspace, registry)
                .chain(login -> shown(login)
                        .chain(answer -> answer.state() == LoginAnswer.State.REFUSED
                                ? shownAnother(workspace, registry, login, answer)
                                : Uni.createFrom().item(answer)))
                .onFailure(LoginUnusable.class)
                .recoverWithItem(
                        failure -> new LoginAnswer(LoginAnswer.State.REFUSED, String.valueOf(failure.getMessage())))
                .onFailure(ExchangeUnavailable.class)
                .recoverWithItem(failure ->
                        new LoginAnswer(LoginAnswer.State.UNREACHABLE, String.valueOf(failure.getMessage())));
    }

    /** A registry may end a login before its time; then there is another one, where keys are exchanged. */
    private Uni<LoginAnswer> shownAnother(
            String workspace, Registry registry, RegistryLogin refused, LoginAnswer answer) {
        return logins.another(workspace, registry, refused).chain(other -> other.map(this::shown)
                .orElseGet(() -> Uni.createFrom().item(answer)));
    }

    private Uni<LoginAnswer> shown(RegistryLogin login) {
        return Uni.createFrom().item(() -> check.ask(login)).runSubscriptionOn(task -> Thread.ofVirtual()
                .name("login-check")
                .start(task));
    }
}
