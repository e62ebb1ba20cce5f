package dev.slipway.dispatcher.dispatch;

import static dev.slipway.dispatcher.dispatch.DispatchMapper.time;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What should exist in the engine according to the database. */
@ApplicationScoped
public class WatchList {
    private static final String COLUMNS =
            "select workspace, flow_run_id, attempt, state, container_id, place_type, place_name, removed_at";
    private static final String WATCHED = COLUMNS + " from dispatches where state in ('CREATED', 'RUNNING')";
    private static final String STOPS_DUE = WATCHED + " and stop_not_before <= $1"
            + " and (stop_sent_at is null or stop_sent_at < $2) and (lease_until is null or lease_until < $1)";
    private static final String ZOMBIES = "select count(*) as zombies from dispatches"
            + " where state in ('CREATED', 'RUNNING') and stop_reason <> 'CANCELLED' and stop_not_before <= $1";
    private static final String OF_RUNS = COLUMNS + " from dispatches where flow_run_id = any($1)";
    private static final String STOP_SENT = "update dispatches set stop_sent_at = $5"
            + " where workspace = $1 and flow_run_id = $2 and attempt = $3 and lease_owner = $4";
    private static final String WAITS_FOR = "update dispatches set waits_for = $5 where workspace = $1"
            + " and flow_run_id = $2 and attempt = $3 and lease_owner = $4 and waits_for is distinct from $5";
    private static final String REMOVED = "update dispatches set removed_at = $4"
            + " where workspace = $1 and flow_run_id = $2 and attempt = $3 and removed_at is null";
    private static final String WATCHED_THERE = WATCHED + " and place_type = $1 and place_name = $2";
    private static final String UNREMOVED = COLUMNS + " from dispatches where place_type = $1 and place_name = $2"
            + " and container_id is not null and removed_at is null and ended_at <= $3 order by ended_at limit 100";
    private static final String PRUNE = "delete from dispatches where ctid = any(array(select ctid from dispatches"
            + " where ended_at < $1 order by ended_at limit 1000))";

    private final Pool pool;
    private final Clock clock;

    WatchList(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Every attempt that should have a container in that place now. */
    public Uni<List<Entry>> watched(Place place) {
        return pool.preparedQuery(WATCHED_THERE)
                .execute(Tuple.of(place.type(), place.name()))
                .map(rows -> rows.stream().map(WatchList::entry).toList());
    }

    /** Attempts to stop now that nobody works on and whose last stop, if any, is older than {@code resendAfter}. */
    public Uni<List<AttemptKey>> stopsDue(Duration resendAfter) {
        OffsetDateTime now = time(clock.instant());
        return pool.preparedQuery(STOPS_DUE)
                .execute(Tuple.of(now, now.minus(resendAfter)))
                .map(rows -> rows.stream().map(row -> entry(row).key()).toList());
    }

    /** Containers that live although their run has ended. */
    public Uni<Long> zombies() {
        return pool.preparedQuery(ZOMBIES)
                .execute(Tuple.of(time(clock.instant())))
                .map(rows -> rows.iterator().next().getLong("zombies"));
    }

    /** All that is known of the attempts of some runs. */
    public Uni<Map<AttemptKey, Entry>> ofRuns(List<UUID> flowRunIds) {
        return pool.preparedQuery(OF_RUNS)
                .execute(Tuple.tuple().addArrayOfUUID(flowRunIds.toArray(UUID[]::new)))
                .map(rows -> rows.stream().map(WatchList::entry).collect(Collectors.toMap(Entry::key, entry -> entry)));
    }

    /** The engine was told to stop the container. */
    public Uni<Void> stopSent(AttemptKey key, UUID owner) {
        return pool.preparedQuery(STOP_SENT)
                .execute(DispatchRepository.key(key).addUUID(owner).addOffsetDateTime(time(clock.instant())))
                .replaceWithVoid();
    }

    /** Its container waits for that; true if it did not do so when that was last said. */
    public Uni<Boolean> waitsFor(AttemptKey key, UUID owner, String reason) {
        return pool.preparedQuery(WAITS_FOR)
                .execute(DispatchRepository.key(key).addUUID(owner).addString(reason))
                .map(result -> result.rowCount() > 0);
    }

    /** Containers in a place whose attempts ended at least {@code keep} ago. */
    public Uni<List<Entry>> unremoved(Place place, Duration keep) {
        return pool.preparedQuery(UNREMOVED)
                .execute(Tuple.of(
                        place.type(), place.name(), time(clock.instant().minus(keep))))
                .map(rows -> rows.stream().map(WatchList::entry).toList());
    }

    /** The container is no more. */
    public Uni<Void> removed(AttemptKey key) {
        return pool.preparedQuery(REMOVED)
                .execute(DispatchRepository.key(key).addOffsetDateTime(time(clock.instant())))
                .replaceWithVoid();
    }

    /** Forgets attempts that ended longer than {@code keep} ago. */
    public Uni<Integer> prune(Duration keep) {
        return pool.preparedQuery(PRUNE)
                .execute(Tuple.of(time(clock.instant().minus(keep))))
                .map(result -> result.rowCount());
    }

    private static Entry entry(Row row) {
        return new Entry(
                new AttemptKey(row.getString("workspace"), row.getUUID("flow_run_id"), row.getInteger("attempt")),
                DispatchState.valueOf(row.getString("state")),
                row.getString("container_id"),
                row.getOffsetDateTime("removed_at") != null);
    }

    /**
     * @param containerId null while nothing was created
     * @param removed the container was seen gone after its end
     */
    public record Entry(
            AttemptKey key, DispatchState state, @Nullable String containerId, boolean removed) {}
}
