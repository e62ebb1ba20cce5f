package dev.slipway.gateway.door;

import dev.slipway.gateway.socket.OpenSockets;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Lets calls finish before the gateway ends; sockets, which never finish, are sent away first. */
@ApplicationScoped
class CallsUnderWay {
    private static final Logger LOG = Logger.getLogger(CallsUnderWay.class);
    private static final int BEFORE_WHAT_THEY_USE = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final OpenSockets sockets;
    private final Phaser calls = new Phaser(1);

    CallsUnderWay(OpenSockets sockets) {
        this.sockets = sockets;
    }

    void began(HttpServerResponse response) {
        var over = new AtomicBoolean();
        if (calls.register() < 0) {
            return;
        }
        Runnable end = () -> {
            if (over.compareAndSet(false, true)) {
                calls.arriveAndDeregister();
            }
        };
        response.endHandler(ended -> end.run());
        response.closeHandler(closed -> end.run());
    }

    void stop(@Observes @Priority(BEFORE_WHAT_THEY_USE) ShutdownEvent event) throws InterruptedException {
        sockets.drain();
        try {
            int phase = calls.arriveAndDeregister();
            if (phase >= 0) {
                calls.awaitAdvanceInterruptibly(phase, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException e) {
            LOG.warnf("%d calls did not finish within %s", calls.getUnarrivedParties(), PATIENCE);
        }
    }
}
