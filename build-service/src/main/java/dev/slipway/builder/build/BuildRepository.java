package dev.slipway.builder.build;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table {@code builds}. */
@ApplicationScoped
class BuildRepository {
    private static final String COLUMNS =
            "workspace, id, push_id, project, ref, commit, push, generation, state, stage, message, images, stages,"
                    + " attempt, correlation_id, causation_id, queued_at, started_at, finished_at";
    private static final String RUNNING_OF_PROJECT = "(select count(*) from builds r where r.state = 'RUNNING'"
            + " and r.workspace = b.workspace and r.project = b.project)";
    private static final String INSERT =
            "insert into builds (workspace, id, push_id, project, ref, commit, push, generation,"
                    + " state, images, stages, attempt, correlation_id, causation_id, queued_at)"
                    + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    private static final String UPDATE =
            "update builds set state = $2, stage = $3, message = $4, images = $5, stages = $6,"
                    + " attempt = $7, started_at = $8, finished_at = $9 where id = $1";
    private static final String CLEAR_LEASE = "update builds set lease_owner = null, lease_until = null where id = $1";
    private static final String SET_LEASE = "update builds set lease_owner = $2, lease_until = $3 where id = $1";
    /** Replicas claim one after the other: what each may take rests on what all have. */
    private static final String LOCK_QUEUE =
            "select pg_advisory_xact_lock(hashtext('build queue ' || current_schema()))";

    /**
     * First those that a builder left behind. Then by turns: the project with the fewest builds under way, of these the one that
     * was not served for longest, and of its builds the oldest.
     */
    private static final String NEXT =
            "select " + COLUMNS + " from builds b where (state = 'RUNNING' and lease_until < $1)"
                    + " or (state = 'QUEUED' and " + RUNNING_OF_PROJECT + " < $2"
                    + " and (select count(*) from builds r where r.state = 'RUNNING') < $3)"
                    + " order by state = 'RUNNING' desc, " + RUNNING_OF_PROJECT + ","
                    + " (select max(s.started_at) from builds s where s.workspace = b.workspace and s.project = b.project)"
                    + " nulls first, queued_at limit 1 for update skip locked";

    private static final String HELD = "select " + COLUMNS
            + " from builds where id = $1 and lease_owner = $2 and attempt = $3" + " and state = 'RUNNING' for update";
    private static final String QUEUED_BEFORE =
            "select " + COLUMNS + " from builds where workspace = $1 and project = $2 and ref = $3"
                    + " and state = 'QUEUED' and generation < $4 order by generation for update";
    private static final String SAME_OR_LATER =
            "select " + COLUMNS + " from builds where workspace = $1 and project = $2 and ref = $3 and generation >= $4"
                    + " order by queued_at for update";
    private static final String RENEW = "update builds set lease_until = $3 where lease_owner = $1 and id = any($2)"
            + " and state = 'RUNNING' returning id";
    private static final String RELEASE =
            "update builds set lease_until = $3 where lease_owner = $1 and id = $2 and state = 'RUNNING'";
    private static final String ONE = "select " + COLUMNS + " from builds where workspace = $1 and id = $2";
    private static final String LIST =
            "select " + COLUMNS + " from builds where workspace = $1 and ($2::text is null or project = $2)"
                    + " and ($3::text is null or ref = $3) and ($4::text is null or state = $4) order by queued_at desc limit $5";

    private final Pool pool;

    BuildRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> insert(SqlConnection tx, Build build) {
        Source source = build.source();
        return tx.preparedQuery(INSERT)
                .execute(Tuple.from(new Object[] {
                    source.workspace(),
                    build.id(),
                    build.pushId(),
                    source.project(),
                    source.ref(),
                    source.commit(),
                    BuildRow.json(build.push()),
                    build.generation(),
                    build.state().name(),
                    BuildRow.array(build.images()),
                    BuildRow.array(build.stages()),
                    build.attempt(),
                    build.correlationId(),
                    build.causationId(),
                    at(build.queuedAt())
                }))
                .replaceWithVoid();
    }

    Uni<Void> update(SqlConnection tx, Build build) {
        return tx.preparedQuery(UPDATE)
                .execute(Tuple.from(new Object[] {
                    build.id(),
                    build.state().name(),
                    build.stage() == null ? null : build.stage().name(),
                    build.message(),
                    BuildRow.array(build.images()),
                    BuildRow.array(build.stages()),
                    build.attempt(),
                    at(build.startedAt()),
                    at(build.finishedAt())
                }))
                .chain(() -> build.state().isFinal()
                        ? clearLease(tx, build.id())
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Void> clearLease(SqlConnection tx, UUID id) {
        return tx.preparedQuery(CLEAR_LEASE).execute(Tuple.of(id)).replaceWithVoid();
    }

    Uni<Void> lease(SqlConnection tx, Lease lease, Instant until) {
        return tx.preparedQuery(SET_LEASE)
                .execute(Tuple.of(lease.buildId(), lease.owner(), at(until)))
                .replaceWithVoid();
    }

    /** The build whose turn it is; locked, and passed over by others who look at the same time. */
    Uni<Optional<Build>> next(SqlConnection tx, Instant now, int perProject, int overall) {
        return tx.query(LOCK_QUEUE)
                .execute()
                .chain(() -> tx.preparedQuery(NEXT).execute(Tuple.of(at(now), (long) perProject, (long) overall)))
                .map(BuildRepository::first);
    }

    /** The build if the lease still holds; locked. */
    Uni<Optional<Build>> held(SqlConnection tx, Lease lease) {
        return tx.preparedQuery(HELD)
                .execute(Tuple.of(lease.buildId(), lease.owner(), lease.attempt()))
                .map(BuildRepository::first);
    }

    Uni<List<Build>> queuedBefore(SqlConnection tx, Source source, long generation) {
        return tx.preparedQuery(QUEUED_BEFORE)
                .execute(Tuple.of(source.workspace(), source.project(), source.ref(), generation))
                .map(BuildRepository::all);
    }

    /** All builds of the push and of later ones of its ref; locked. */
    Uni<List<Build>> sameOrLater(SqlConnection tx, Build build) {
        Source source = build.source();
        return tx.preparedQuery(SAME_OR_LATER)
                .execute(Tuple.of(source.workspace(), source.project(), source.ref(), build.generation()))
                .map(BuildRepository::all);
    }

    /** Those of the builds whose lease still was ours. */
    Uni<Set<UUID>> renew(UUID owner, Collection<UUID> ids, Instant until) {
        return pool.preparedQuery(RENEW)
                .execute(Tuple.of(owner, ids.toArray(UUID[]::new), at(until)))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).collect(Collectors.toSet()));
    }

    Uni<Void> release(UUID owner, UUID id, Instant now) {
        return pool.preparedQuery(RELEASE).execute(Tuple.of(owner, id, at(now))).replaceWithVoid();
    }

    Uni<Optional<Build>> find(String workspace, UUID id) {
        return pool.preparedQuery(ONE).execute(Tuple.of(workspace, id)).map(BuildRepository::first);
    }

    Uni<Optional<Build>> lock(SqlConnection tx, String workspace, UUID id) {
        return tx.preparedQuery(ONE + " for update")
                .execute(Tuple.of(workspace, id))
                .map(BuildRepository::first);
    }

    Uni<List<Build>> list(String workspace, BuildFilter filter) {
        String state = filter.state() == null ? null : filter.state().name();
        return pool.preparedQuery(LIST)
                .execute(Tuple.from(new Object[] {workspace, filter.project(), filter.ref(), state, filter.limit()}))
                .map(BuildRepository::all);
    }

    private static Optional<Build> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(BuildRow::toBuild);
    }

    private static List<Build> all(RowSet<Row> rows) {
        return rows.stream().map(BuildRow::toBuild).toList();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
