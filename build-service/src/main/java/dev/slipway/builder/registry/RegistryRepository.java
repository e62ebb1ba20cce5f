package dev.slipway.builder.registry;

import dev.slipway.sealing.SecretBox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code registries}. */
@ApplicationScoped
class RegistryRepository {
    private static final String UPSERT =
            "insert into registries (workspace, name, address, username, password, login, expires_at, region, endpoint,"
                    + " created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)"
                    + " on conflict (workspace, name) do update set address = excluded.address,"
                    + " username = excluded.username, password = excluded.password, login = excluded.login,"
                    + " expires_at = excluded.expires_at, region = excluded.region, endpoint = excluded.endpoint,"
                    + " updated_at = excluded.updated_at";
    private static final String ALL = "select * from registries where workspace = $1 order by name";
    private static final String ONE = "select * from registries where workspace = $1 and name = $2";
    private static final String DELETE = "delete from registries where workspace = $1 and name = $2";

    private final Pool pool;
    private final SecretBox box;
    private final Clock clock;

    RegistryRepository(Pool pool, SecretBox box, Clock clock) {
        this.pool = pool;
        this.box = box;
        this.clock = clock;
    }

    Uni<Void> save(String workspace, Registry registry) {
        Login login = registry.login();
        var expiring = login instanceof Login.Expiring token ? token : null;
        var exchanged = login instanceof Login.Exchanged key ? key : null;
        return pool.preparedQuery(UPSERT)
                .execute(Tuple.from(new Object[] {
                    workspace,
                    registry.name(),
                    registry.address(),
                    login.username(),
                    Buffer.buffer(box.seal(login.secret(), owner(workspace, registry.name()))),
                    kind(login),
                    expiring == null ? null : time(expiring.expiresAt()),
                    exchanged == null ? null : exchanged.region(),
                    exchanged == null || exchanged.endpoint() == null
                            ? null
                            : exchanged.endpoint().toString(),
                    time(clock.instant())
                }))
                .replaceWithVoid();
    }

    Uni<List<Registry>> all(String workspace) {
        return pool.preparedQuery(ALL)
                .execute(Tuple.of(workspace))
                .map(rows -> rows.stream().map(this::registry).toList());
    }

    Uni<Optional<Registry>> find(String workspace, String name) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(workspace, name))
                .map(rows -> rows.stream().findFirst().map(this::registry));
    }

    Uni<Boolean> delete(String workspace, String name) {
        return pool.preparedQuery(DELETE).execute(Tuple.of(workspace, name)).map(rows -> rows.rowCount() > 0);
    }

    private Registry registry(Row row) {
        String name = row.getString("name");
        String secret = box.open(row.getBuffer("password").getBytes(), owner(row.getString("workspace"), name));
        return new Registry(name, row.getString("address"), login(row, secret));
    }

    private static Login login(Row row, String secret) {
        String username = row.getString("username");
        return switch (row.getString("login")) {
            case "EXPIRING" ->
                new Login.Expiring(
                        username, secret, row.getOffsetDateTime("expires_at").toInstant());
            case "ECR" ->
                new Login.Exchanged(username, secret, row.getString("region"), endpoint(row.getString("endpoint")));
            default -> new Login.Static(username, secret);
        };
    }

    private static String kind(Login login) {
        return switch (login) {
            case Login.Static fixed -> "STATIC";
            case Login.Expiring token -> "EXPIRING";
            case Login.Exchanged key -> "ECR";
        };
    }

    private static @Nullable URI endpoint(@Nullable String stored) {
        return stored == null ? null : URI.create(stored);
    }

    private static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static String owner(String workspace, String name) {
        return "registry:" + workspace + "/" + name;
    }
}
