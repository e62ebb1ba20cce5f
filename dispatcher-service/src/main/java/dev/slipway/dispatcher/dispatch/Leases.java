package dev.slipway.dispatcher.dispatch;

import static dev.slipway.dispatcher.dispatch.DispatchMapper.time;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who works on which attempt: one loop of one replica at a time, and nobody for longer than it lives. */
@ApplicationScoped
public class Leases {
    private static final String KEY = " where workspace = $1 and flow_run_id = $2 and attempt = $3";
    private static final String CLAIM = "update dispatches set state = 'CREATING', tries = tries + 1, lease_owner = $1,"
            + " lease_until = $2 where (workspace, flow_run_id, attempt) in (select workspace, flow_run_id, attempt"
            + " from dispatches where state in ('RECORDED', 'CREATING') and next_try_at <= $3"
            + " and (lease_until is null or lease_until < $3) order by next_try_at limit $4"
            + " for update skip locked) returning " + DispatchMapper.COLUMNS + ", " + DispatchMapper.REQUEST;
    private static final String TAKE = "update dispatches set lease_owner = $4, lease_until = $5" + KEY
            + " and state in ('CREATED', 'RUNNING') and (lease_until is null or lease_until < $6) returning "
            + DispatchMapper.COLUMNS;
    private static final String RENEW = "update dispatches set lease_until = $2 where lease_owner = $1";
    private static final String RELEASE =
            "update dispatches set lease_owner = null, lease_until = null" + KEY + " and lease_owner = $4";
    private static final String POSTPONE = "update dispatches set lease_owner = null, lease_until = null,"
            + " next_try_at = $5, failing_since = coalesce(failing_since, $6)" + KEY + " and lease_owner = $4";

    private final Pool pool;
    private final Clock clock;

    Leases(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Takes up to {@code limit} attempts that are to be launched, longest due first. */
    public Uni<List<Launch>> claim(UUID owner, Duration length, int limit) {
        Instant now = clock.instant();
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(owner, time(now.plus(length)), time(now), limit))
                .map(rows -> rows.stream().map(DispatchMapper::launch).toList());
    }

    /** Takes one attempt that has a container; empty if there is nothing to watch any more or somebody else works on it. */
    public Uni<Optional<Dispatch>> take(AttemptKey key, UUID owner, Duration length) {
        Instant now = clock.instant();
        return pool.preparedQuery(TAKE)
                .execute(DispatchRepository.key(key)
                        .addUUID(owner)
                        .addOffsetDateTime(time(now.plus(length)))
                        .addOffsetDateTime(time(now)))
                .map(rows -> DispatchRepository.all(rows).stream().findFirst());
    }

    /** Lengthens all leases of {@code owner}. */
    public Uni<Void> renew(UUID owner, Duration length) {
        return pool.preparedQuery(RENEW)
                .execute(Tuple.of(owner, time(clock.instant().plus(length))))
                .replaceWithVoid();
    }

    /** Gives one attempt back. */
    public Uni<Void> release(AttemptKey key, UUID owner) {
        return pool.preparedQuery(RELEASE)
                .execute(DispatchRepository.key(key).addUUID(owner))
                .replaceWithVoid();
    }

    /** Gives an attempt back that could not be launched for now. */
    public Uni<Void> postpone(AttemptKey key, UUID owner, Duration delay) {
        Instant now = clock.instant();
        return pool.preparedQuery(POSTPONE)
                .execute(DispatchRepository.key(key)
                        .addUUID(owner)
                        .addOffsetDateTime(time(now.plus(delay)))
                        .addOffsetDateTime(time(now)))
                .replaceWithVoid();
    }
}
