package dev.slipway.builder.registry;

import dev.slipway.sealing.SecretBox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The table {@code registries}. */
@ApplicationScoped
class RegistryRepository {
    private static final String UPSERT =
            "insert into registries (workspace, name, address, username, password, created_at,"
                    + " updated_at) values ($1, $2, $3, $4, $5, $6, $6) on conflict (workspace, name) do update set"
                    + " address = excluded.address, username = excluded.username, password = excluded.password,"
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
        return pool.preparedQuery(UPSERT)
                .execute(Tuple.from(new Object[] {
                    workspace,
                    registry.name(),
                    registry.address(),
                    registry.username(),
                    Buffer.buffer(box.seal(registry.password(), owner(workspace, registry.name()))),
                    OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
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
        String owner = owner(row.getString("workspace"), name);
        return new Registry(
                name,
                row.getString("address"),
                row.getString("username"),
                box.open(row.getBuffer("password").getBytes(), owner));
    }

    private static String owner(String workspace, String name) {
        return "registry:" + workspace + "/" + name;
    }
}
