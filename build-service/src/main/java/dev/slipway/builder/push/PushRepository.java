package dev.slipway.builder.push;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables {@code pushes} and {@code refs}. */
@ApplicationScoped
class PushRepository {
    private static final String LOCK_REF =
            "insert into refs (workspace, project, ref, generation) values ($1, $2, $3, 0)"
                    + " on conflict (workspace, project, ref) do update set generation = refs.generation returning generation";
    private static final String COUNT =
            "update refs set generation = $4 where workspace = $1 and project = $2 and ref = $3";
    private static final String COLUMNS =
            "id, project, ref, before, after, generation, outcome, reason, source, build_id," + " received_at";
    private static final String NEWEST = "select " + COLUMNS + " from pushes where workspace = $1 and project = $2"
            + " and ref = $3 and outcome in ('QUEUED', 'DELETED') order by generation desc limit 1";
    /** The same step again, unless the ref was back at its start since: then somebody pushed it anew (ADR 4). */
    private static final String KNOWN = "select 1 from pushes told where workspace = $1 and project = $2 and ref = $3"
            + " and before = $4 and after = $5 and outcome in ('QUEUED', 'LATE') and not exists (select 1 from pushes later"
            + " where later.workspace = $1 and later.project = $2 and later.ref = $3"
            + " and later.outcome in ('QUEUED', 'DELETED')"
            + " and later.generation > told.generation and later.after = $4)";

    private static final String INSERT =
            "insert into pushes (workspace, id, project, ref, before, after, generation, outcome,"
                    + " reason, source, build_id, received_at, recorded_at)"
                    + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
                    + " on conflict do nothing";
    private static final String LIST =
            "select " + COLUMNS + " from pushes where workspace = $1 and ($2::text is null or project = $2)"
                    + " order by recorded_at desc limit $3";

    /** Late ones tell of what was before. */
    private static final String LAST_OF_EACH_REF =
            "select distinct on (ref) ref, after from pushes where workspace = $1"
                    + " and project = $2 and outcome in ('QUEUED', 'IGNORED', 'KNOWN', 'DELETED')"
                    + " order by ref, recorded_at desc, generation desc";

    /** Of refs that were built. */
    private static final String REFS =
            "select distinct on (ref) ref, after from pushes where workspace = $1 and project = $2"
                    + " and outcome in ('QUEUED', 'DELETED') and exists (select 1 from pushes built where built.workspace = $1"
                    + " and built.project = $2 and built.ref = pushes.ref and built.outcome = 'QUEUED')"
                    + " order by ref, generation desc";

    private final Pool pool;
    private final Clock clock;

    PushRepository(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Locks the ref until the transaction ends; the number that was given out last. */
    Uni<Long> lockRef(SqlConnection tx, String workspace, String project, String ref) {
        return tx.preparedQuery(LOCK_REF)
                .execute(Tuple.of(workspace, project, ref))
                .map(rows -> rows.iterator().next().getLong("generation"));
    }

    Uni<Optional<Push>> newest(SqlConnection tx, String workspace, String project, String ref) {
        return tx.preparedQuery(NEWEST)
                .execute(Tuple.of(workspace, project, ref))
                .map(rows -> rows.stream().findFirst().map(PushRepository::push));
    }

    Uni<Map<String, String>> lastOfEachRef(SqlConnection tx, String workspace, String project) {
        return tx.preparedQuery(LAST_OF_EACH_REF)
                .execute(Tuple.of(workspace, project))
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.getString("ref"), row -> row.getString("after"))));
    }

    /** The newest commit of each ref that was built, zeros if it is gone; in the order of their names. */
    Uni<SortedMap<String, String>> built(SqlConnection connection, String workspace, String project) {
        return connection
                .preparedQuery(REFS)
                .execute(Tuple.of(workspace, project))
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> row.getString("ref"),
                                row -> row.getString("after"),
                                (one, other) -> one,
                                TreeMap::new)));
    }

    Uni<Boolean> isKnown(SqlConnection tx, String workspace, Push push) {
        return tx.preparedQuery(KNOWN)
                .execute(Tuple.of(workspace, push.project(), push.ref(), push.before(), push.after()))
                .map(rows -> rows.size() > 0);
    }

    Uni<Void> count(SqlConnection tx, String workspace, Push push) {
        return tx.preparedQuery(COUNT)
                .execute(Tuple.of(workspace, push.project(), push.ref(), push.generation()))
                .replaceWithVoid();
    }

    Uni<Void> insert(SqlConnection tx, String workspace, Push push) {
        return tx.preparedQuery(INSERT)
                .execute(Tuple.from(new Object[] {
                    workspace,
                    push.id(),
                    push.project(),
                    push.ref(),
                    push.before(),
                    push.after(),
                    push.generation(),
                    push.outcome().name(),
                    push.reason(),
                    push.source().name(),
                    push.buildId(),
                    OffsetDateTime.ofInstant(push.receivedAt(), ZoneOffset.UTC),
                    OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                }))
                .replaceWithVoid();
    }

    Uni<List<Push>> list(String workspace, @Nullable String project, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.from(new Object[] {workspace, project, limit}))
                .map(rows -> rows.stream().map(PushRepository::push).toList());
    }

    private static Push push(Row row) {
        return new Push(
                row.getUUID("id"),
                row.getString("project"),
                row.getString("ref"),
                row.getString("before"),
                row.getString("after"),
                row.getLong("generation"),
                Push.Outcome.valueOf(row.getString("outcome")),
                row.getString("reason"),
                Push.Source.valueOf(row.getString("source")),
                row.getUUID("build_id"),
                row.getOffsetDateTime("received_at").toInstant());
    }
}
