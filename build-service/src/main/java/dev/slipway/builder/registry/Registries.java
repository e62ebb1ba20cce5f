package dev.slipway.builder.registry;

import dev.slipway.builder.problem.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The registries of a workspace. */
@ApplicationScoped
public class Registries {
    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");

    private final RegistryRepository repository;
    private final ExpiryConfig expiry;
    private final Clock clock;

    Registries(RegistryRepository repository, ExpiryConfig expiry, Clock clock) {
        this.repository = repository;
        this.expiry = expiry;
        this.clock = clock;
    }

    /** The registry with that name. */
    public Uni<Optional<Registry>> find(String workspace, String name) {
        return repository.find(workspace, name);
    }

    /** The registry with the longest address that the image's name begins with; empty if it is in none of ours. */
    public Uni<Optional<Registry>> holding(String workspace, String image) {
        return repository.all(workspace).map(all -> Registry.holding(image, all));
    }

    /** As users see it. */
    RegistryView view(Registry registry) {
        return RegistryView.of(registry, expiry, clock.instant());
    }

    /** The registry at that address, as image names begin with it; empty if it is none of ours. */
    public Uni<Optional<Registry>> at(String workspace, String address) {
        return holding(workspace, address + "/");
    }

    /** By name. */
    public Uni<List<Registry>> all(String workspace) {
        return repository.all(workspace);
    }

    /** Creates or changes; without a secret the known one stays, if the login is of the same kind. */
    Uni<Registry> save(String workspace, String name, RegistryRequest request) {
        return repository.find(workspace, name).chain(known -> {
            var registry = new Registry(
                    matching(NAME, name, "name"),
                    matching(ADDRESS, request.address(), "address"),
                    LoginRules.login(request, known.map(Registry::login).orElse(null), clock.instant()));
            return repository.save(workspace, registry).replaceWith(registry);
        });
    }

    Uni<Void> delete(String workspace, String name) {
        return repository
                .delete(workspace, name)
                .onFailure(failure ->
                        failure instanceof PgException error && FOREIGN_KEY_VIOLATION.equals(error.getSqlState()))
                .transform(failure -> Refused.conflict("Projects still use the registry " + name + "."))
                .invoke(deleted -> {
                    if (!deleted) {
                        throw Refused.notFound("The registry " + name);
                    }
                })
                .replaceWithVoid();
    }

    private static String matching(Pattern pattern, @Nullable String value, String field) {
        String given = LoginRules.required(value, field);
        if (!pattern.matcher(given).matches()) {
            throw Refused.invalid(field + " must match " + pattern.pattern() + ", not " + given + ".");
        }
        return given;
    }
}
