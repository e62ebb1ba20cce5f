package dev.slipway.local.serverbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Sockets on which clients tell what happens, each as fast as the server reads it. */
final class EventSockets implements AutoCloseable {
    private final WebSocketClient client;
    private final List<WebSocket> sockets = new ArrayList<>();

    EventSockets(ClosedLoop loop, int count) {
        this.client = loop.vertx().createWebSocketClient(new WebSocketClientOptions().setMaxConnections(count));
        for (int i = 0; i < count; i++) {
            sockets.add(await(open(loop.address())));
        }
    }

    /** @param together how many of them in a row go by the same socket */
    void send(List<String> events, int together) {
        var shares = new ArrayList<Queue<String>>();
        sockets.forEach(socket -> shares.add(new ArrayDeque<>()));
        for (int i = 0; i < events.size(); i++) {
            shares.get(i / together % shares.size()).add(events.get(i));
        }
        for (int i = 0; i < shares.size(); i++) {
            WebSocket socket = sockets.get(i);
            Queue<String> share = shares.get(i);
            socket.drainHandler(ready -> pump(socket, share));
            pump(socket, share);
        }
    }

    @Override
    public void close() {
        sockets.forEach(socket -> await(socket.close()));
        await(client.close());
    }

    private static synchronized void pump(WebSocket socket, Queue<String> share) {
        while (!share.isEmpty() && !socket.writeQueueFull()) {
            socket.writeTextMessage(share.remove());
        }
    }

    private Future<WebSocket> open(Address address) {
        Promise<WebSocket> ready = Promise.promise();
        client.connect(address.socket("/api/events/in")).onFailure(ready::fail).onSuccess(socket -> {
            socket.textMessageHandler(text -> {
                if (text.contains("auth_success")) {
                    ready.tryComplete(socket);
                }
            });
            socket.closeHandler(closed -> ready.tryFail("closed: " + socket.closeReason()));
            socket.writeTextMessage(hello(address));
        });
        return ready.future();
    }

    private static String hello(Address address) {
        try {
            return Json.MAPPER.writeValueAsString(Map.of("type", "auth", "token", address.authString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
