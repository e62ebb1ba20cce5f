package dev.slipway.gateway.socket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.gateway.auth.Caller;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A socket of a client that was authenticated. Everything happens on its own event loop. */
public final class PrefectSocket {
    private static final int LONGEST_REASON = 120;

    private final ServerWebSocket socket;
    private final Context context;
    private final HttpServerRequest request;
    private final SocketConfig config;
    private final @Nullable PingInterception interception;
    private Caller caller = new Caller.Anonymous();
    private long waitingFrames;
    private long waitingBytes;
    private boolean answered = true;
    private boolean reading = true;
    private boolean closed;
    private @Nullable Runnable whenClosed;

    PrefectSocket(
            ServerWebSocket socket,
            Context context,
            HttpServerRequest request,
            SocketConfig config,
            @Nullable PingInterception interception) {
        this.socket = socket;
        this.context = context;
        this.request = request;
        this.config = config;
        this.interception = interception;
    }

    /** Who is at the other end. */
    public Caller caller() {
        return caller;
    }

    /** Runs on the socket's event loop; from other threads everything goes through here. */
    public void run(Runnable action) {
        context.runOnContext(ignored -> action.run());
    }

    /** Where the client's text frames go. */
    public void onText(Consumer<String> handler) {
        socket.textMessageHandler(text -> {
            // whoever speaks is alive, though the answer to our ping may wait behind what it says
            answered = true;
            handler.accept(text);
        });
    }

    /** Where its pings go, instead of being answered at once. Only for sockets opened for it. */
    public void onPing(Consumer<Buffer> handler) {
        if (interception == null) {
            throw new IllegalStateException("pings of this socket are not intercepted");
        }
        interception.handOver(handler);
    }

    /** What to do when it is closed, by whichever side. */
    public void onClose(Runnable action) {
        whenClosed = action;
    }

    /** Answers a ping. */
    public void pong(Buffer payload) {
        if (!closed) {
            socket.writePong(payload);
        }
    }

    /** Reads no more frames until {@link #resumeReading}; those that were read already still arrive. */
    public void pauseReading() {
        reading = false;
        channelReads(false);
    }

    /** Reads frames again. */
    public void resumeReading() {
        reading = true;
        answered = true;
        channelReads(true);
    }

    /** Sends a frame, or closes the socket if too many wait for its client already. */
    public void send(String frame) {
        if (closed) {
            return;
        }
        int bytes = frame.length();
        if (waitingFrames >= config.maxWaitingFrames() || waitingBytes + bytes > config.maxWaitingBytes()) {
            close(CloseCode.TRY_AGAIN, "the client is too slow");
            return;
        }
        waitingFrames++;
        waitingBytes += bytes;
        socket.writeTextMessage(frame).onComplete(written -> {
            waitingFrames--;
            waitingBytes -= bytes;
        });
    }

    /** Closes it. */
    public void close(CloseCode code, String reason) {
        run(() -> {
            if (!closed) {
                closed = true;
                socket.close(code.code(), shortened(reason));
            }
        });
    }

    /** True from the moment on at which either side closed it. */
    public boolean isClosed() {
        return closed;
    }

    void start(OpenSockets open, Consumer<JsonNode> firstFrame, Consumer<String> unreadable) {
        socket.binaryMessageHandler(binary -> close(CloseCode.UNSUPPORTED, "text frames only"));
        socket.pongHandler(pong -> answered = true);
        Vertx vertx = context.owner();
        long pings = vertx.setPeriodic(config.pingEvery().toMillis(), timer -> run(this::ping));
        socket.closeHandler(end -> {
            closed = true;
            vertx.cancelTimer(pings);
            open.closed(this);
            if (whenClosed != null) {
                whenClosed.run();
            }
        });
        onText(text -> Frames.object(text).ifPresentOrElse(firstFrame, () -> unreadable.accept("not a JSON object")));
        open.opened(this);
    }

    void authenticated(Caller whose) {
        caller = whose;
    }

    private void ping() {
        // while nothing is read, an answer can't be heard
        if (closed || !reading) {
            return;
        }
        if (answered) {
            answered = false;
            socket.writePing(Buffer.buffer("slipway"));
        } else {
            close(CloseCode.TRY_AGAIN, "a ping was not answered");
        }
    }

    private void channelReads(boolean on) {
        ((ConnectionBase) request.connection())
                .channelHandlerContext()
                .channel()
                .config()
                .setAutoRead(on);
    }

    private static String shortened(String reason) {
        boolean fits = reason.getBytes(StandardCharsets.UTF_8).length <= LONGEST_REASON;
        return fits ? reason : reason.substring(0, Math.min(reason.length(), LONGEST_REASON / 4));
    }
}
