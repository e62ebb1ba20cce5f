package dev.slipway.e2e.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A way to a server that passes on what it hears, byte by byte, unless a tap cuts it. */
public final class Wire implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    private final ServerSocket entrance;
    private final Callable<Socket> server;
    private final Supplier<Tap> taps;

    private Wire(Callable<Socket> server, Supplier<Tap> taps) throws IOException {
        this.entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        this.server = server;
        this.taps = taps;
    }

    /**
     * To a PostgreSQL that is spoken to without TLS.
     *
     * @param kill ends the process that uses this wire, and returns when it is gone
     */
    public static Wire toPostgres(Callable<Socket> server, Trap trap, Runnable kill) {
        return open(server, () -> new PostgresTap(moment -> trap.pass(moment, kill)));
    }

    /** To an HTTP server; spoken to without TLS from this side. */
    public static Wire toHttp(Callable<Socket> server, Trap trap, Runnable kill) {
        return open(server, () -> new HttpTap(moment -> trap.pass(moment, kill)));
    }

    private static Wire open(Callable<Socket> server, Supplier<Tap> taps) {
        try {
            var wire = new Wire(server, taps);
            Thread.ofVirtual().name("wire").start(wire::accept);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of its entrance, on the loopback address. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** Takes no more connections; those that there are end with their service. */
    @Override
    public void close() {
        closeQuietly(entrance);
    }

    private void accept() {
        try {
            while (!entrance.isClosed()) {
                connect(entrance.accept());
            }
        } catch (IOException closed) {
            closeQuietly(entrance);
        }
    }

    private void connect(Socket near) {
        try {
            Socket far = server.call();
            Tap tap = taps.get();
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(near, far, tap::said));
            Thread.ofVirtual().start(() -> pump(far, near, tap::answered));
        } catch (Exception refused) {
            closeQuietly(near);
        }
    }

    private static void pump(Socket from, Socket to, Consumer<byte[]> listener) {
        var chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                listener.accept(Arrays.copyOf(chunk, length));
                out.write(chunk, 0, length);
                out.flush();
            }
        } catch (IOException | Trap.Severed ended) {
            // the other direction ends, too
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception alreadyGone) {
            // nothing is left to be done
        }
    }
}
