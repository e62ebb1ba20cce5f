package dev.slipway.gateway.socket;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All sockets of this replica, so that it can say good-bye to them. */
@ApplicationScoped
public class OpenSockets {
    private final Set<PrefectSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    OpenSockets(MeterRegistry metrics) {
        metrics.gaugeCollectionSize("gateway_socket_open", List.of(), open);
    }

    /** Closes every socket so that its client comes back, and accepts no more. */
    public void drain() {
        draining = true;
        List.copyOf(open).forEach(socket -> socket.close(CloseCode.RESTART, "the gateway restarts"));
    }

    /** True once {@link #drain} was called. */
    public boolean isDraining() {
        return draining;
    }

    void opened(PrefectSocket socket) {
        open.add(socket);
        if (draining) {
            socket.close(CloseCode.RESTART, "the gateway restarts");
        }
    }

    void closed(PrefectSocket socket) {
        open.remove(socket);
    }
}
