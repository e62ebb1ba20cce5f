package dev.slipway.gateway.hook;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accepted pushes. */
@ApplicationScoped
class PushRepository {
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

    /**
     * The newest push with the same commits, and whether the ref was at {@code before} again after it: then the same change is
     * a new push (forced back and forth), otherwise it is the same push reported by a second hook.
     */
    private static final String SAME = "select known.push_id, exists (select 1 from pushes later"
            + " where later.workspace = $1 and later.project = $2 and later.ref = $3 and later.after_commit = $4"
            + " and later.seq > known.seq) as returned from pushes known"
            + " where known.workspace = $1 and known.project = $2 and known.ref = $3"
            + " and known.before_commit = $4 and known.after_commit = $5 order by known.seq desc limit 1";

    private static final String INSERT = "insert into pushes"
            + " (workspace, project, push_id, ref, before_commit, after_commit, received_at)"
            + " values ($1, $2, $3, $4, $5, $6, $7)";

    /** One delivery about a ref at a time. */
    Uni<Void> lock(SqlConnection tx, Decision.Receipt receipt, Decision.RefChange change) {
        String key = receipt.workspace() + "/" + receipt.project() + "/" + change.ref();
        return tx.preparedQuery(LOCK).execute(Tuple.of(key)).replaceWithVoid();
    }

    /** The push that the change repeats; empty if it is news. */
    Uni<Optional<Known>> find(SqlConnection tx, Decision.Receipt receipt, Decision.RefChange change) {
        var same = Tuple.of(receipt.workspace(), receipt.project(), change.ref(), change.before(), change.after());
        return tx.preparedQuery(SAME).execute(same).map(rows -> {
            for (Row row : rows) {
                return Optional.of(new Known(row.getUUID("push_id"), row.getBoolean("returned")));
            }
            return Optional.empty();
        });
    }

    Uni<Void> add(SqlConnection tx, Decision.Receipt receipt, Decision.RefChange change) {
        return tx.preparedQuery(INSERT)
                .execute(Tuple.tuple(List.of(
                        receipt.workspace(),
                        receipt.project(),
                        receipt.pushId(),
                        change.ref(),
                        change.before(),
                        change.after(),
                        OffsetDateTime.ofInstant(receipt.at(), ZoneOffset.UTC))))
                .replaceWithVoid();
    }

    /**
     * A push with the same commits.
     *
     * @param returned true if the ref went back to where that push began
     */
    record Known(UUID pushId, boolean returned) {}
}
