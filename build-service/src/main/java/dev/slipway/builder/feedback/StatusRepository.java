package dev.slipway.builder.feedback;

import dev.slipway.builder.build.Source;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code commit_statuses}. */
@ApplicationScoped
class StatusRepository {
    /** Only of projects whose token is known to be allowed to. */
    private static final String ADD = "insert into commit_statuses"
            + " (workspace, project, build_id, commit, ref, name, state, description, created_at, next_at)"
            + " select $1, $2, $3, $4, $5, $6, $7, $8, $9, $9 from gitlab_connections where workspace = $1"
            + " and project = $2 and findings @> '[{\"what\": \"STATUSES\", \"fine\": true}]'::jsonb"
            + " on conflict (build_id, name, state) do nothing";
    /** Registrations that nobody will hear of again, because a newer build of the ref has been. */
    private static final String CLOSE = "insert into commit_statuses"
            + " (workspace, project, build_id, commit, ref, name, state, description, created_at, next_at)"
            + " select workspace, project, build_id, commit, ref, name, 'CANCELED', $6, $7, $7 from commit_statuses open"
            + " where workspace = $1 and project = $2 and ref = $3 and name = $4 and build_id <> $5 and state = 'RUNNING'"
            + " and not exists (select 1 from commit_statuses ended where ended.build_id = open.build_id"
            + " and ended.name = open.name and ended.state in ('SUCCESS', 'FAILED', 'CANCELED'))"
            + " on conflict (build_id, name, state) do nothing";

    private static final String OF_BUILD =
            "select distinct workspace, project, commit, ref from commit_statuses" + " where build_id = $1";
    private static final String CLAIM = "update commit_statuses set lease_until = $2, attempts = attempts + 1"
            + " where seq = (select seq from commit_statuses next where told_at is null and next_at <= $1"
            + " and (lease_until is null or lease_until < $1) and not exists (select 1 from commit_statuses older"
            + " where older.workspace = next.workspace and older.project = next.project and (older.commit = next.commit"
            + " or (older.ref = next.ref and older.name like 'note:%' and next.name like 'note:%'))"
            + " and older.told_at is null and older.seq < next.seq) order by seq limit 1 for update skip locked)"
            + " returning seq, workspace, project, build_id, commit, ref, name, state, description, attempts, created_at";
    private static final String END =
            "update commit_statuses set told_at = $2, outcome = $3, lease_until = null where seq = $1";
    private static final String LATER =
            "update commit_statuses set next_at = $2, outcome = $3, lease_until = null" + " where seq = $1";
    private static final String ALL_LATER = "update commit_statuses set next_at = greatest(next_at, $3)"
            + " where workspace = $1 and project = $2 and told_at is null";
    private static final String PRUNE = "delete from commit_statuses where created_at < $1";

    private final Pool pool;

    StatusRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> add(SqlConnection tx, CommitStatus status, Instant now) {
        Source source = status.source();
        return tx.preparedQuery(ADD)
                .execute(Tuple.from(new Object[] {
                    source.workspace(),
                    source.project(),
                    status.buildId(),
                    source.commit(),
                    source.ref(),
                    status.name(),
                    status.state().name(),
                    status.description(),
                    at(now)
                }))
                .replaceWithVoid();
    }

    Uni<Void> closeOlder(SqlConnection tx, CommitStatus newer, Instant now) {
        Source source = newer.source();
        return tx.preparedQuery(CLOSE)
                .execute(Tuple.from(new Object[] {
                    source.workspace(),
                    source.project(),
                    source.ref(),
                    newer.name(),
                    newer.buildId(),
                    "A newer commit of the ref was built.",
                    at(now)
                }))
                .replaceWithVoid();
    }

    /** What a build was of, if GitLab is told of it. */
    Uni<Optional<Source>> source(SqlConnection tx, UUID build) {
        return tx.preparedQuery(OF_BUILD)
                .execute(Tuple.of(build))
                .map(rows -> rows.stream().findFirst().map(StatusRepository::source));
    }

    /** The next status that may be told now; of a commit the oldest. */
    Uni<Optional<Waiting>> claim(Instant now, Instant until) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(at(now), at(until)))
                .map(rows -> rows.stream().findFirst().map(StatusRepository::waiting));
    }

    /** GitLab has it, or never will. */
    Uni<Void> end(Waiting waiting, Instant now, @Nullable String why) {
        return pool.preparedQuery(END)
                .execute(Tuple.of(waiting.seq(), at(now), why))
                .replaceWithVoid();
    }

    Uni<Void> later(Waiting waiting, Instant when, String why) {
        return pool.preparedQuery(LATER)
                .execute(Tuple.of(waiting.seq(), at(when), why))
                .replaceWithVoid();
    }

    Uni<Void> allLater(Source source, Instant when) {
        return pool.preparedQuery(ALL_LATER)
                .execute(Tuple.of(source.workspace(), source.project(), at(when)))
                .replaceWithVoid();
    }

    Uni<Void> prune(Instant before) {
        return pool.preparedQuery(PRUNE).execute(Tuple.of(at(before))).replaceWithVoid();
    }

    private static Waiting waiting(Row row) {
        var status = new CommitStatus(
                row.getUUID("build_id"),
                source(row),
                row.getString("name"),
                CommitStatus.State.valueOf(row.getString("state")),
                row.getString("description"));
        return new Waiting(
                row.getLong("seq"),
                status,
                row.getInteger("attempts"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static Source source(Row row) {
        return new Source(
                row.getString("workspace"), row.getString("project"), row.getString("ref"), row.getString("commit"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * A status that GitLab does not have.
     *
     * @param attempt from 1
     */
    record Waiting(long seq, CommitStatus status, int attempt, Instant since) {}
}
