package dev.slipway.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Runs work in one database transaction and wakes the relay when it has committed. */
@ApplicationScoped
public class Transactions {
    private final Pool pool;
    private final OutboxRelay relay;

    Transactions(Pool pool, OutboxRelay relay) {
        this.pool = pool;
        this.relay = relay;
    }

    /** Looks at what is there; for work that changes nothing. */
    public <T> Uni<T> read(Function<SqlConnection, Uni<T>> work) {
        return pool.withConnection(work);
    }

    /** Commits if the work succeeds, rolls back if it fails. */
    public <T> Uni<T> run(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work).invoke(relay::wake);
    }
}
