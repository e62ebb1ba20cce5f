package dev.slipway.scheduler.background;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table {@code task_offers}, over the task runs that wait. */
@ApplicationScoped
class OfferRepository {
    private static final String RELEASE = """
            update task_offers set held_until = $3
            where workspace = $1 and session = any($2) and not acknowledged and held_until > $3
                and task_run_id <> all ($4::uuid[])
            """;
    private static final String ACKNOWLEDGE = """
            update task_offers set acknowledged = true, held_until = $4
            where workspace = $1 and task_run_id = any($2) and session = any($3)
            """;
    private static final String RENEW = """
            update task_offers set held_until = case when acknowledged then $5::timestamptz else $4::timestamptz end
            where workspace = $1 and held_until < case when acknowledged then $5::timestamptz else $4::timestamptz end - interval '5 s'
                and (task_run_id = any($2) or acknowledged and client_id = any($3))
            """;

    /** Of tasks that have left the state in which they were handed out. */
    private static final String FORGET = """
            delete from task_offers where task_run_id in (
                select o.task_run_id from task_offers o join task_runs t on t.id = o.task_run_id
                where o.workspace = $1 and t.state_id <> o.state_id
                for update of o skip locked)
            """;

    private static final String WAITING = """
            from task_runs t left join task_offers o on o.task_run_id = t.id and o.state_id = t.state_id
            where t.workspace = $1 and t.task_key = any($2) and t.state_type = 'SCHEDULED'
                and t.state -> 'state_details' -> 'deferred' = 'true'::jsonb
                and t.next_scheduled_start_time <= $3 and (o.task_run_id is null or o.held_until <= $3)
            """;
    private static final String AVAILABLE = "select k.key from unnest($2::text[]) k (key) where exists (select "
            + WAITING.replace("any($2)", "k.key") + ")";

    /**
     * The oldest of each key is found by its index, however many wait. The row lock lets one transaction at a time have the task run; who looked before the other had committed is stopped by the
     * condition on the offer that is there by then.
     */
    private static final String OFFER = "with chosen as (select w.id, w.state_id from unnest($2::text[]) k (key)"
            + " cross join lateral (select t.id, t.state_id, t.next_scheduled_start_time "
            + WAITING.replace("any($2)", "k.key") + """
                order by t.next_scheduled_start_time limit 1 for update of t skip locked) w
            order by w.next_scheduled_start_time limit 1)
            insert into task_offers as known (task_run_id, workspace, state_id, session, client_id, held_until)
            select id, $1, state_id, $4::uuid, $5::text, $6::timestamptz from chosen
            on conflict (task_run_id) do update set state_id = excluded.state_id, session = excluded.session,
                client_id = excluded.client_id, acknowledged = false, held_until = excluded.held_until
            where known.state_id <> excluded.state_id or known.held_until <= $3
            returning task_run_id
            """;

    private final BackgroundConfig config;
    private final Clock clock;

    OfferRepository(BackgroundConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Takes back what was meant for sessions that are gone, or that know nothing of it: an answer may be lost. */
    Uni<Void> release(SqlConnection tx, String workspace, Round round) {
        return run(tx, RELEASE, Tuple.of(workspace, round.mentioned(), in(Duration.ZERO), round.held()));
    }

    Uni<Void> acknowledge(SqlConnection tx, String workspace, UUID[] taskRuns, UUID[] sessions) {
        return taskRuns.length == 0
                ? Uni.createFrom().voidItem()
                : run(tx, ACKNOWLEDGE, Tuple.of(workspace, taskRuns, sessions, in(config.acknowledged())));
    }

    /** What living sessions and clients have stays theirs; what was begun or is over needs no offer any more. */
    Uni<Void> renew(SqlConnection tx, String workspace, Round round) {
        var parameters =
                Tuple.of(workspace, round.held(), round.clients(), in(config.offer()), in(config.acknowledged()));
        return run(tx, FORGET, Tuple.of(workspace)).chain(() -> run(tx, RENEW, parameters));
    }

    /** Those of the keys of which there is a task that nobody has. */
    Uni<List<String>> available(SqlConnection tx, String workspace, String[] keys) {
        return keys.length == 0
                ? Uni.createFrom().item(List.of())
                : tx.preparedQuery(AVAILABLE)
                        .execute(Tuple.of(workspace, keys, in(Duration.ZERO)))
                        .map(Listing.each(row -> row.getString("key")));
    }

    /** Hands the task run out that has waited longest. */
    Uni<Optional<UUID>> offer(SqlConnection tx, String workspace, Round.Listener worker) {
        var parameters = Tuple.of(workspace, worker.keys().toArray(String[]::new), in(Duration.ZERO))
                .addUUID(worker.session())
                .addString(worker.client())
                .addOffsetDateTime(in(config.offer()));
        return tx.preparedQuery(OFFER)
                .execute(parameters)
                .map(rows -> Listing.each(row -> row.getUUID("task_run_id")).apply(rows).stream()
                        .findFirst());
    }

    private OffsetDateTime in(Duration time) {
        return java.util.Objects.requireNonNull(WireTimes.column(clock.instant().plus(time)));
    }

    private static Uni<Void> run(SqlConnection tx, String sql, Tuple parameters) {
        return tx.preparedQuery(sql).execute(parameters).replaceWithVoid();
    }
}
