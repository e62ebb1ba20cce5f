package dev.slipway.scheduler.automation.action;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Table {@code automation_actions}. */
@ApplicationScoped
public class ActionRepository {
    private static final String INSERT = """
            insert into automation_actions (id, workspace, automation_id, firing_id, action_index, triggered, attempt, due)
            values ($1, $2, $3, $4, $5, $6, 0, $7)
            on conflict (firing_id, action_index) do nothing""";
    private static final String CLAIM = """
            update automation_actions a set attempt = a.attempt + 1, due = $2
            from (select id from automation_actions where due <= $1 order by due limit $3 for update skip locked) due
            where a.id = due.id
            returning a.id, a.workspace, a.action_index, a.attempt, a.triggered""";

    private final Pool pool;
    private final Clock clock;

    ActionRepository(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Puts actions in the queue, in the transaction that fires the trigger. */
    public Uni<Void> add(SqlConnection tx, List<TriggeredAction> actions) {
        if (actions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var now = WireTimes.column(clock.instant());
        var rows = actions.stream()
                .map(action -> Tuple.tuple()
                        .addUUID(action.id())
                        .addString(action.workspace())
                        .addUUID(action.automationId())
                        .addUUID(action.firing().id())
                        .addInteger(action.index())
                        .addJsonObject(action.toJson())
                        .addOffsetDateTime(now))
                .toList();
        return tx.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
    }

    /** Takes actions that are due; who does not finish one within the lease loses it. */
    Uni<List<TriggeredAction>> claim(Duration lease, int most) {
        var now = clock.instant();
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(WireTimes.column(now), WireTimes.column(now.plus(lease)), most))
                .map(Listing.each(row -> TriggeredAction.of(
                        row.getUUID("id"),
                        row.getString("workspace"),
                        row.getInteger("action_index"),
                        row.getInteger("attempt"),
                        row.getJsonObject("triggered"))));
    }

    /** Removes what this attempt has done; false if another one has taken the action over. */
    Uni<Boolean> finish(SqlConnection tx, TriggeredAction action) {
        return tx.preparedQuery("delete from automation_actions where id = $1 and attempt = $2")
                .execute(Tuple.of(action.id(), action.attempt()))
                .map(deleted -> deleted.rowCount() == 1);
    }

    /** Lets it be tried again after a while. */
    Uni<Void> postpone(TriggeredAction action, Duration pause) {
        return pool.preparedQuery("update automation_actions set due = $3 where id = $1 and attempt = $2")
                .execute(Tuple.of(
                        action.id(),
                        action.attempt(),
                        WireTimes.column(clock.instant().plus(pause))))
                .replaceWithVoid();
    }
}
