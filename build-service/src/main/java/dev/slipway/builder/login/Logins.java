package dev.slipway.builder.login;

import dev.slipway.builder.image.RegistryLogin;
import dev.slipway.builder.registry.ExpiryConfig;
import dev.slipway.builder.registry.Login;
import dev.slipway.builder.registry.LoginState;
import dev.slipway.builder.registry.Registry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What registries are shown. All calls fail with {@link LoginUnusable} or {@link ExchangeUnavailable}. */
@ApplicationScoped
public class Logins {
    private final Exchanges exchanges;
    private final ExpiryConfig expiry;
    private final Clock clock;

    Logins(Exchanges exchanges, ExpiryConfig expiry, Clock clock) {
        this.exchanges = exchanges;
        this.expiry = expiry;
        this.clock = clock;
    }

    /** What is good now, and for as long as the image of a run may take to be pulled. */
    public Uni<RegistryLogin> current(String workspace, Registry registry) {
        return switch (registry.login()) {
            case Login.Static fixed ->
                Uni.createFrom().item(new RegistryLogin(registry.address(), fixed.username(), fixed.secret(), null));
            case Login.Expiring token ->
                clock.instant().isBefore(token.expiresAt())
                        ? Uni.createFrom()
                                .item(new RegistryLogin(
                                        registry.address(), token.username(), token.secret(), token.expiresAt()))
                        : Uni.createFrom().failure(LoginUnusable.expired(registry, token));
            case Login.Exchanged key ->
                exchanges.current(workspace, registry, key).map(login -> login(registry, login));
        };
    }

    /** What to try after the registry has refused that one; empty if there is nothing else. */
    public Uni<Optional<RegistryLogin>> another(String workspace, Registry registry, RegistryLogin refused) {
        if (!(registry.login() instanceof Login.Exchanged key)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return exchanges.another(workspace, registry, key, refused.password()).map(login -> Optional.of(
                        login(registry, login))
                .filter(other -> !other.password().equals(refused.password())));
    }

    /** A sentence for people if the login is to be replaced soon. */
    public Optional<String> warning(Registry registry) {
        if (registry.login() instanceof Login.Expiring token
                && LoginState.of(token, expiry.warnBefore(), clock.instant()) == LoginState.EXPIRES_SOON) {
            Duration left = Duration.between(clock.instant(), token.expiresAt());
            String time =
                    left.toDays() > 0 ? left.toDays() + " d" : left.toHours() + " h " + left.toMinutesPart() + " min";
            return Optional.of("The login of the registry " + registry.name() + " expires in " + time + ", at "
                    + token.expiresAt() + ". Give it a new one before: PUT /slipway/v1/registries/" + registry.name()
                    + ".");
        }
        return Optional.empty();
    }

    private static RegistryLogin login(Registry registry, ExchangedLogin login) {
        return new RegistryLogin(registry.address(), login.username(), login.password(), login.expiresAt());
    }
}
