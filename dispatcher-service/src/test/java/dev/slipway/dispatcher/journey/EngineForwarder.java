package dev.slipway.dispatcher.journey;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A way to the engine that a test can cut, for the dispatcher only. Steered by a system property: its class is loaded twice. */
public final class EngineForwarder implements QuarkusTestResourceLifecycleManager {
    private static final String CUT = "slipway.test.engine-cut";
    private static final String SOCKET = "/var/run/docker.sock";

    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    /** Cuts the way, also for what is on it, or restores it. */
    static void cut(boolean cut) {
        System.setProperty(CUT, Boolean.toString(cut));
    }

    @Override
    public Map<String, String> start() {
        try {
            var server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread.ofVirtual().start(() -> accept(server));
            Thread.ofVirtual().start(this::hangUpWhenCut);
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            return Map.of(
                    "slipway.dispatcher.docker.host",
                    "tcp://127.0.0.1:" + port,
                    "slipway.dispatcher.launch.patience",
                    "60s");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocketChannel server) {
        while (true) {
            try {
                SocketChannel client = server.accept();
                if (Boolean.getBoolean(CUT)) {
                    client.close();
                } else {
                    forward(client);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void forward(SocketChannel client) throws IOException {
        SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(SOCKET));
        open.add(client);
        Thread.ofVirtual().start(() -> copy(client, engine));
        Thread.ofVirtual().start(() -> copy(engine, client));
    }

    private void copy(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(16_384);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            open.remove(from);
        }
    }

    private void hangUpWhenCut() {
        var rhythm = new Semaphore(0);
        try {
            while (!rhythm.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                if (Boolean.getBoolean(CUT)) {
                    for (SocketChannel channel : open) {
                        channel.close();
                    }
                    open.clear();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        cut(false);
    }
}
