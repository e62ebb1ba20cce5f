package dev.slipway.gateway.background;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.gateway.socket.CloseCode;
import dev.slipway.gateway.socket.Frames;
import dev.slipway.gateway.socket.PrefectSocket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A process that waits for background tasks at one socket: it gets one, says that it has it, and gets the next. */
final class TaskWorker {
    private final UUID session;
    private final String workspace;
    private final Subscription subscription;
    private final PrefectSocket socket;
    private final Set<UUID> acknowledged = new java.util.LinkedHashSet<>();
    private @Nullable UUID offered;

    TaskWorker(UUID session, String workspace, Subscription subscription, PrefectSocket socket) {
        this.session = session;
        this.workspace = workspace;
        this.subscription = subscription;
        this.socket = socket;
    }

    /**
     * The worker as the scheduler is told of it.
     *
     * @param holding what was sent to it and it has not acknowledged
     * @param acknowledged what it took since it was heard of
     */
    record Report(
            UUID session,
            String client,
            List<String> keys,
            @Nullable UUID holding,
            List<UUID> acknowledged) {}

    UUID session() {
        return session;
    }

    String workspace() {
        return workspace;
    }

    synchronized Report report() {
        return new Report(session, subscription.client(), subscription.keys(), offered, List.copyOf(acknowledged));
    }

    /** The scheduler has heard this. */
    synchronized void heard(Report report) {
        report.acknowledged().forEach(acknowledged::remove);
    }

    /** Sends a task run. */
    synchronized void offer(UUID taskRunId, String frame) {
        offered = taskRunId;
        socket.run(() -> socket.send(frame));
    }

    /**
     * Takes what the process says.
     *
     * @param ready what to do when it can have another task
     */
    void said(String text, Runnable ready) {
        String type = Frames.object(text)
                .map(frame -> frame.path("type"))
                .map(JsonNode::asText)
                .orElse("");
        if (type.equals("quit")) {
            socket.close(CloseCode.LEAVE, "");
        } else if (type.equals("ack") && took().isPresent()) {
            ready.run();
        } else {
            socket.close(CloseCode.VIOLATION, "Protocol violation: expected 'ack' message");
        }
    }

    private synchronized Optional<UUID> took() {
        Optional<UUID> taken = Optional.ofNullable(offered);
        taken.ifPresent(acknowledged::add);
        offered = null;
        return taken;
    }
}
