package dev.slipway.gateway.hook;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The table {@code group_hooks}. */
@ApplicationScoped
class GroupHookRepository {
    private static final String ALL = "select name, url from group_hooks where workspace = $1 order by name";
    private static final String ONE = "select name, url from group_hooks where workspace = $1 and name = $2";
    private static final String SAVE = "insert into group_hooks (workspace, name, url) values ($1, $2, $3)"
            + " on conflict (workspace, name) do update set url = excluded.url";
    private static final String DELETE = "delete from group_hooks where workspace = $1 and name = $2";

    private final Pool pool;

    GroupHookRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<List<GroupHook>> all(String workspace) {
        return pool.preparedQuery(ALL)
                .execute(Tuple.of(workspace))
                .map(rows -> rows.stream().map(GroupHookRepository::read).toList());
    }

    Uni<Optional<GroupHook>> find(String workspace, String name) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(workspace, name))
                .map(rows -> rows.stream().findFirst().map(GroupHookRepository::read));
    }

    Uni<Void> save(SqlConnection tx, String workspace, GroupHook hook) {
        return tx.preparedQuery(SAVE)
                .execute(Tuple.of(workspace, hook.name(), hook.url()))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection tx, String workspace, String name) {
        return tx.preparedQuery(DELETE).execute(Tuple.of(workspace, name)).replaceWithVoid();
    }

    private static GroupHook read(Row row) {
        return new GroupHook(row.getString("name"), row.getString("url"));
    }
}
