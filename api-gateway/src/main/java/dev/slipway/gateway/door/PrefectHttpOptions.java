package dev.slipway.gateway.door;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What Prefect's clients need of the server, the same on every address. */
@ApplicationScoped
class PrefectHttpOptions implements HttpServerOptionsCustomizer {
    /** Above the 1.5 MB that an event may have, so that a longer one is dropped with its reason before the socket is. */
    private static final int LONGEST_FRAME = 2_000_000;

    private static final int LONGEST_HEADERS = 16 * 1024;
    private static final int IDLE_SECONDS = 75;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setWebSocketSubProtocols(List.of("prefect"))
                .setMaxWebSocketFrameSize(LONGEST_FRAME)
                .setMaxWebSocketMessageSize(LONGEST_FRAME)
                // a compressed frame of a few bytes must not become gigabytes
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
    }

    /** Options of a listener that Quarkus doesn't configure. */
    HttpServerOptions of(String host, int port) {
        var options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setMaxInitialLineLength(LONGEST_HEADERS)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        customizeHttpServer(options);
        return options;
    }
}
