package dev.slipway.outbox;

import dev.slipway.contracts.Envelope;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Remembers what was processed, in the transaction that processed it. */
@ApplicationScoped
public class Inbox {
    private static final String INSERT =
            "insert into inbox (source, id, consumer, received_at) values ($1, $2, $3, $4)" + " on conflict do nothing";

    private final Clock clock;

    Inbox(Clock clock) {
        this.clock = clock;
    }

    /** True the first time that {@code consumer} meets the event; false for every further delivery. */
    public Uni<Boolean> isNew(SqlConnection tx, Envelope<?> event, String consumer) {
        return isNew(tx, event.source(), event.id(), consumer);
    }

    /** The same for things that are not events, as a webhook delivery. */
    public Uni<Boolean> isNew(SqlConnection tx, String source, UUID id, String consumer) {
        var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        return tx.preparedQuery(INSERT)
                .execute(Tuple.of(source, id, consumer, now))
                .map(result -> result.rowCount() == 1);
    }
}
