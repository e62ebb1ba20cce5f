package dev.slipway.gateway.standin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Base64;

/** Sends requests byte by byte as a test writes them, which no HTTP library would. */
public final class RawHttp {
    private RawHttp() {}

    /** The whole answer to one request; the connection ends with it. */
    public static String exchange(String host, int port, String requestLine, String... headers) throws IOException {
        var request = new StringBuilder(requestLine).append("\r\nHost: gateway\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return send(host, port, request.append("\r\n").toString());
    }

    /** Sends bytes and reads until the other side closes. */
    public static String send(String host, int port, String bytes) throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral(host), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes.getBytes(UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** The administrator's Basic header. */
    public static String admin() {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(StandIns.ADMIN.getBytes(UTF_8));
    }
}
