package dev.slipway.gateway.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of the gateway's sockets that remembers what it heard, as {@code text …}, {@code pong …} and {@code close …}. */
public final class SocketClient implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;
    private volatile boolean reading = true;

    private SocketClient(String url, @Nullable String subProtocol) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (subProtocol != null) {
            builder.subprotocols(subProtocol);
        }
        socket = builder.buildAsync(URI.create(url), this)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** Opens a socket as Prefect's clients do, and says nothing yet. */
    public static SocketClient open(int port, String path) {
        return new SocketClient("ws://127.0.0.1:" + port + path, "prefect");
    }

    /** The same on another address. */
    public static SocketClient open(String hostAndPort, String path) {
        return new SocketClient("ws://" + hostAndPort + path, "prefect");
    }

    /** Opens a socket without sub-protocol. */
    public static SocketClient openPlainly(int port, String path) {
        return new SocketClient("ws://127.0.0.1:" + port + path, null);
    }

    /** Shows the administrator's credential and waits until it is taken. */
    public SocketClient authenticated() {
        send("{\"type\":\"auth\",\"token\":\"" + StandIns.ADMIN + "\"}");
        awaitHeard("text {\"type\":\"auth_success\"}");
        return this;
    }

    /** The sub-protocol that the server chose. */
    public String subProtocol() {
        return socket.getSubprotocol();
    }

    /** Sends a text frame. */
    public SocketClient send(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** Sends a ping. */
    public SocketClient ping(String payload) {
        socket.sendPing(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)))
                .join();
        return this;
    }

    /** Takes no more than the next frame. */
    public void stopReading() {
        reading = false;
    }

    /** Takes frames again. */
    public void readOn() {
        reading = true;
        socket.request(1);
    }

    /** Everything heard so far. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /** Waits for exactly this. */
    public void awaitHeard(String message) {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(heard).contains(message));
    }

    /** Waits for the close frame and returns its code. */
    public int awaitClosed() {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(heard).anyMatch(message -> message.startsWith("close ")));
        return heard.stream()
                .filter(message -> message.startsWith("close "))
                .mapToInt(message -> Integer.parseInt(message.split(" ", -1)[1]))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            heard.add("text " + part);
            part.setLength(0);
        }
        if (reading) {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer payload) {
        heard.add("pong " + StandardCharsets.UTF_8.decode(payload));
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        heard.add("close " + code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        heard.add("error " + error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
