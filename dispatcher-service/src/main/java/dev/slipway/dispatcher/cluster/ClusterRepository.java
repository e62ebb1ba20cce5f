package dev.slipway.dispatcher.cluster;

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
import org.jspecify.annotations.Nullable;

/** The table {@code clusters}. */
@ApplicationScoped
class ClusterRepository {
    private static final String UPSERT =
            "insert into clusters (workspace, name, access, server, credential, namespaces,"
                    + " created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (workspace, name) do update"
                    + " set access = excluded.access, server = excluded.server, credential = excluded.credential,"
                    + " namespaces = excluded.namespaces, updated_at = excluded.updated_at returning *";
    private static final String ADDED = "select * from clusters order by workspace, name";
    private static final String ALL = "select * from clusters where workspace = $1 order by name";
    private static final String ONE = "select * from clusters where workspace = $1 and name = $2";
    private static final String DELETE = "delete from clusters where workspace = $1 and name = $2";

    private final Pool pool;
    private final SealedAccess sealed;
    private final Clock clock;

    ClusterRepository(Pool pool, SealedAccess sealed, Clock clock) {
        this.pool = pool;
        this.sealed = sealed;
        this.clock = clock;
    }

    /** Those of all workspaces. */
    Uni<List<KnownCluster>> added() {
        return pool.query(ADDED).execute().map(rows -> rows.stream()
                .map(row ->
                        new KnownCluster(row.getString("workspace"), added(row).cluster()))
                .toList());
    }

    Uni<List<AddedCluster>> all(String workspace) {
        return pool.preparedQuery(ALL)
                .execute(Tuple.of(workspace))
                .map(rows -> rows.stream().map(this::added).toList());
    }

    Uni<Optional<AddedCluster>> find(String workspace, String name) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(workspace, name))
                .map(rows -> rows.stream().findFirst().map(this::added));
    }

    Uni<AddedCluster> save(String workspace, Cluster cluster, @Nullable String server) {
        byte[] credential = sealed.seal(cluster.access(), owner(workspace, cluster.name()));
        return pool.preparedQuery(UPSERT)
                .execute(Tuple.from(new Object[] {
                    workspace,
                    cluster.name(),
                    SealedAccess.kind(cluster.access()),
                    server,
                    credential == null ? null : Buffer.buffer(credential),
                    cluster.namespaces().toArray(String[]::new),
                    OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                }))
                .map(rows -> added(rows.iterator().next()));
    }

    Uni<Boolean> delete(String workspace, String name) {
        return pool.preparedQuery(DELETE).execute(Tuple.of(workspace, name)).map(rows -> rows.rowCount() > 0);
    }

    private AddedCluster added(Row row) {
        String name = row.getString("name");
        var credential = row.getBuffer("credential");
        ClusterAccess access = sealed.open(
                row.getString("access"),
                credential == null ? null : credential.getBytes(),
                owner(row.getString("workspace"), name));
        return new AddedCluster(
                new Cluster(name, access, List.of(row.getArrayOfStrings("namespaces"))),
                row.getString("server"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static String owner(String workspace, String name) {
        return "cluster:" + workspace + "/" + name;
    }
}
