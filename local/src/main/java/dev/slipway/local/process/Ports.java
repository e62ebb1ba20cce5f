package dev.slipway.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports, of the loopback address if none is named. */
public final class Ports {
    private Ports() {}

    /** A port that nobody listens on now. */
    public static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody takes connections at the port. */
    public static boolean isOpen(int port) {
        return isOpen(InetAddress.getLoopbackAddress().getHostAddress(), port);
    }

    /** Whether somebody takes connections at that port of another address of this machine. */
    public static boolean isOpen(String address, int port) {
        try (var socket = new Socket(address, port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /** Whether nobody listens on the port. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Fails unless the port is free.
     *
     * @param what who wants it
     * @param variable what the user sets to choose another one
     */
    public static void requireFree(int port, String what, String variable) {
        if (!isFree(port)) {
            String owner = PortOwner.of(port).map(who -> " by " + who).orElse("");
            throw new CannotStart("Port %d, which %s needs, is in use%s: stop that process, or set %s to a free port."
                    .formatted(port, what, owner, variable));
        }
    }
}
