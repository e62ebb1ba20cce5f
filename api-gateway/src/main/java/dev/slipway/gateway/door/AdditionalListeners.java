package dev.slipway.gateway.door;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;

/** Opens the same door on more addresses, as the bridge that containers reach, without listening to the world. */
@ApplicationScoped
class AdditionalListeners {
    private static final Logger LOG = Logger.getLogger(AdditionalListeners.class);

    private final Vertx vertx;
    private final Door door;
    private final PrefectHttpOptions options;
    private final DoorConfig config;
    private final Queue<HttpServer> servers = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    AdditionalListeners(Vertx vertx, Door door, PrefectHttpOptions options, DoorConfig config) {
        this.vertx = vertx;
        this.door = door;
        this.options = options;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        config.additionalAddresses().orElse(List.of()).stream()
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .forEach(this::listen);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        servers.forEach(HttpServer::close);
    }

    private void listen(String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        int port = colon < 0 ? config.port() : Integer.parseInt(address.substring(colon + 1));
        vertx.createHttpServer(options.of(host, port))
                .requestHandler(door::enter)
                .listen()
                .onSuccess(server -> opened(server, host))
                .onFailure(failure -> tryAgain(address, failure));
    }

    private void opened(HttpServer server, String host) {
        servers.add(server);
        LOG.infof("also listening on http://%s:%d", host, server.actualPort());
    }

    private void tryAgain(String address, Throwable failure) {
        if (stopping) {
            return;
        }
        LOG.warnf(
                "cannot listen on %s yet (%s), trying again in %s", address, failure.getMessage(), config.retryEvery());
        vertx.setTimer(config.retryEvery().toMillis(), timer -> listen(address));
    }
}
