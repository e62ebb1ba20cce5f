package dev.slipway.gateway.door;

import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.Call;
import dev.slipway.gateway.socket.OpenSockets;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/** The two paths that need no credential, and tell nothing that would. */
@ApplicationScoped
class Health {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Pool pool;
    private final OpenSockets sockets;

    Health(Pool pool, OpenSockets sockets) {
        this.pool = pool;
        this.sockets = sockets;
    }

    void health(Call call) {
        call.answer(Answer.json(200, true));
    }

    void ready(Call call) {
        Uni<Boolean> reachable = pool.query("select 1").execute().replaceWith(true);
        reachable
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .subscribe()
                .with(
                        yes -> call.answer(
                                sockets.isDraining() ? notReady() : Answer.json(200, Map.of("message", "OK"))),
                        failure -> call.answer(notReady()));
    }

    private static Answer notReady() {
        return Answer.json(503, Map.of("message", "not ready")).with("Retry-After", "1");
    }
}
