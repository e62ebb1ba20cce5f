package dev.slipway.gateway.socket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.gateway.auth.Authenticator;
import dev.slipway.gateway.auth.Caller;
import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.Call;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens sockets as Prefect's clients expect it: sub-protocol {@code prefect}, a first frame with the credential,
 * {@code auth_success}.
 */
@ApplicationScoped
public class Handshakes {
    private static final String SUB_PROTOCOL = "prefect";
    private static final String SUCCESS = "{\"type\":\"auth_success\"}";

    private final Authenticator authenticator;
    private final OpenSockets open;
    private final SocketConfig config;

    Handshakes(Authenticator authenticator, OpenSockets open, SocketConfig config) {
        this.authenticator = authenticator;
        this.open = open;
        this.config = config;
    }

    /** Opens a socket and hands it over once its client is known. */
    public void open(Call call, Consumer<PrefectSocket> whenKnown) {
        open(call, whenKnown, null);
    }

    /** The same for a socket whose pings are not answered by themselves. */
    public void openWithPings(Call call, Consumer<PrefectSocket> whenKnown) {
        open(call, whenKnown, isWebSocket(call) ? PingInterception.on(call.request()) : null);
    }

    /**
     * Hands the client's next frame over if it is of the given type; closes the socket as a breach of the protocol if it is
     * another or doesn't come.
     */
    public void expect(PrefectSocket socket, String type, Consumer<JsonNode> next) {
        expect(socket, type, CloseCode.PROTOCOL, next);
    }

    /** The same with a code of its own for a breach. */
    public void expect(PrefectSocket socket, String type, CloseCode breach, Consumer<JsonNode> next) {
        String reason =
                (breach == CloseCode.VIOLATION ? "Protocol violation: expected '" : "Expected '") + type + "' message";
        long deadline = deadline(socket, breach, reason);
        socket.onText(text -> {
            cancel(deadline);
            socket.onText(ignored -> {});
            Optional<JsonNode> frame = Frames.object(text)
                    .filter(read -> type.equals(read.path("type").asText()));
            frame.ifPresentOrElse(next, () -> socket.close(breach, reason));
        });
    }

    private void open(Call call, Consumer<PrefectSocket> whenKnown, @Nullable PingInterception interception) {
        if (open.isDraining()) {
            call.answer(Answer.unavailable());
            return;
        }
        if (!isWebSocket(call)) {
            call.answer(Answer.detail(400, "Not a WebSocket handshake."));
            return;
        }
        call.request().toWebSocket().onSuccess(socket -> {
            Context context = Vertx.currentContext();
            greet(call, new PrefectSocket(socket, context, call.request(), config, interception), socket, whenKnown);
        });
    }

    private void greet(Call call, PrefectSocket socket, ServerWebSocket accepted, Consumer<PrefectSocket> whenKnown) {
        long deadline = deadline(socket, CloseCode.POLICY, "Auth required but no credential was shown in time");
        socket.start(
                open,
                frame -> {
                    cancel(deadline);
                    authenticate(call, socket, frame, whenKnown);
                },
                reason -> socket.close(CloseCode.PROTOCOL, reason));
        if (!SUB_PROTOCOL.equals(accepted.subProtocol())) {
            socket.close(CloseCode.PROTOCOL, "Sub-protocol 'prefect' is required");
        }
    }

    private void authenticate(Call call, PrefectSocket socket, JsonNode frame, Consumer<PrefectSocket> whenKnown) {
        if (!frame.path("type").asText().equals("auth")) {
            socket.close(CloseCode.POLICY, "Expected 'auth' message");
            return;
        }
        JsonNode token = frame.path("token");
        Optional<Caller> caller = authenticator.token(call.workspace(), token.isTextual() ? token.asText() : null);
        if (caller.isEmpty()) {
            socket.close(CloseCode.POLICY, token.isTextual() ? "Invalid token" : "Auth required but no token provided");
            return;
        }
        socket.authenticated(caller.get());
        socket.send(SUCCESS);
        whenKnown.accept(socket);
    }

    private long deadline(PrefectSocket socket, CloseCode code, String reason) {
        return Vertx.currentContext()
                .owner()
                .setTimer(config.handshakeTimeout().toMillis(), timer -> socket.close(code, reason));
    }

    private static void cancel(long timer) {
        Vertx.currentContext().owner().cancelTimer(timer);
    }

    private static boolean isWebSocket(Call call) {
        var headers = call.request().headers();
        return headers.contains("Upgrade", "websocket", true)
                && headers.contains("Sec-WebSocket-Key")
                && headers.contains("Sec-WebSocket-Version", "13", false);
    }
}
