package dev.slipway.builder.login;

import dev.slipway.builder.build.StageFailure;
import dev.slipway.builder.registry.Login;
import dev.slipway.builder.registry.Registry;

/** There is a login for the registry and it is no good; somebody has to give another one. */
public final class LoginUnusable extends StageFailure {
    private static final long serialVersionUID = 1L;

    LoginUnusable(String message) {
        super(message);
    }

    static LoginUnusable expired(Registry registry, Login.Expiring login) {
        return new LoginUnusable("The login of the registry " + registry.name() + " (" + registry.address()
                + ") expired at " + login.expiresAt() + ". Give it a new one: PUT /slipway/v1/registries/"
                + registry.name() + " with password and expiresAt.");
    }
}
