package dev.slipway.gateway.standin;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts the stand-in and tells the gateway where it is; sets what tests of the gateway want otherwise than users. */
public final class StandIns implements QuarkusTestResourceLifecycleManager {
    /** The administrator in tests. */
    public static final String ADMIN = "admin:a-token-of-a-test";

    private @Nullable StandInService service;

    @Override
    public Map<String, String> start() {
        try {
            service = new StandInService();
            return Map.of(
                    "SLIPWAY_SCHEDULER_URL",
                    service.url(),
                    "SLIPWAY_BUILDER_URL",
                    service.url(),
                    "SLIPWAY_DISPATCHER_URL",
                    service.url(),
                    "SLIPWAY_API_AUTH_STRING",
                    ADMIN,
                    "SLIPWAY_GATEWAY_ADDITIONAL_ADDRESSES",
                    "127.0.0.2:" + freePort(),
                    "slipway.gateway.hook.max-body",
                    "200K",
                    "slipway.gateway.upstream.max-body",
                    "1M",
                    "slipway.gateway.socket.handshake-timeout",
                    "2s",
                    "slipway.gateway.socket.ping-every",
                    "1s",
                    "slipway.gateway.socket.max-waiting-bytes",
                    "2000000");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (service != null) {
            service.stop();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.2"))) {
            return socket.getLocalPort();
        }
    }
}
