package dev.slipway.gateway.background;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Ids;
import dev.slipway.gateway.http.Call;
import dev.slipway.gateway.socket.CloseCode;
import dev.slipway.gateway.socket.Handshakes;
import dev.slipway.gateway.socket.PrefectSocket;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code /api/task_runs/subscriptions/scheduled}: background tasks for those who serve them. */
@ApplicationScoped
public class BackgroundTaskResource {
    private final Handshakes handshakes;
    private final TaskLoop loop;
    private final Ids ids;

    BackgroundTaskResource(Handshakes handshakes, TaskLoop loop, Ids ids) {
        this.handshakes = handshakes;
        this.loop = loop;
        this.ids = ids;
    }

    /** Opens the socket of a task worker. */
    public void socket(Call call) {
        handshakes.open(
                call,
                socket -> handshakes.expect(
                        socket, "subscribe", CloseCode.VIOLATION, frame -> subscribe(call, socket, frame)));
    }

    private void subscribe(Call call, PrefectSocket socket, JsonNode frame) {
        try {
            var worker = new TaskWorker(ids.next(), call.workspace(), Subscription.parse(frame), socket);
            socket.onClose(() -> loop.leave(worker));
            socket.onText(text -> worker.said(text, loop::wake));
            loop.join(worker);
        } catch (InvalidSubscription e) {
            socket.close(CloseCode.VIOLATION, String.valueOf(e.getMessage()));
        }
    }
}
