package dev.slipway.dispatcher.turn;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** The table {@code turns}. */
@ApplicationScoped
class TurnRepository {
    private static final String TAKE = "insert into turns (work, owner, ends_at) values ($1, $2, $3)"
            + " on conflict (work) do update set owner = excluded.owner, ends_at = excluded.ends_at"
            + " where turns.owner = excluded.owner or turns.ends_at <= $4";

    private static final String LEAVE = "delete from turns where starts_with(work, $1) and owner = $2";

    private final Pool pool;

    TurnRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Boolean> take(String work, UUID owner, Instant now, Duration time) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(work, owner, time(now.plus(time)), time(now)))
                .map(result -> result.rowCount() > 0);
    }

    Uni<Void> leave(String workPrefix, UUID owner) {
        return pool.preparedQuery(LEAVE).execute(Tuple.of(workPrefix, owner)).replaceWithVoid();
    }

    private static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
