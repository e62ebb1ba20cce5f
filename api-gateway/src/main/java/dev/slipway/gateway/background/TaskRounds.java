package dev.slipway.gateway.background;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import dev.slipway.gateway.auth.Caller;
import dev.slipway.gateway.upstream.ServiceClient;
import dev.slipway.gateway.upstream.Upstream;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Exchanges with the scheduler: says who waits at this gateway and what was taken or given up, and hands out what comes back. What
 * could not be said is said in the next round.
 */
@ApplicationScoped
class TaskRounds {
    private static final Logger LOG = Logger.getLogger(TaskRounds.class);
    private static final String PATH = "/internal/v1/task-workers/rounds";
    private static final long PATIENCE_SECONDS = 15;

    private final ServiceClient services;
    private final Map<UUID, TaskWorker> workers = new ConcurrentHashMap<>();

    /** Sessions that ended, with their workspaces. */
    private final Map<UUID, String> gone = new ConcurrentHashMap<>();

    TaskRounds(ServiceClient services) {
        this.services = services;
    }

    private record Said(List<TaskWorker.Report> workers, Set<UUID> gone) {}

    void add(TaskWorker worker) {
        workers.put(worker.session(), worker);
    }

    void remove(TaskWorker worker) {
        workers.remove(worker.session());
        gone.put(worker.session(), worker.workspace());
    }

    boolean isEmpty() {
        return workers.isEmpty() && gone.isEmpty();
    }

    boolean hasWorkers() {
        return !workers.isEmpty();
    }

    /** One round for each workspace; false if one of them failed. */
    boolean hold() throws InterruptedException {
        Set<String> workspaces = Stream.concat(
                        workers.values().stream().map(TaskWorker::workspace), gone.values().stream())
                .collect(Collectors.toSet());
        boolean held = true;
        for (String workspace : workspaces) {
            held &= hold(workspace);
        }
        return held;
    }

    private boolean hold(String workspace) throws InterruptedException {
        Said said = say(workspace);
        try {
            JsonNode answer = answer(workspace, said);
            said.gone().forEach(gone::remove);
            said.workers().forEach(this::heard);
            answer.path("offers").forEach(offer -> deliver(workspace, offer));
            return true;
        } catch (ExecutionException | TimeoutException | IOException e) {
            LOG.warnf("no exchange of background tasks: %s", e.getMessage());
            return false;
        }
    }

    private Said say(String workspace) {
        List<TaskWorker.Report> reports = workers.values().stream()
                .filter(worker -> worker.workspace().equals(workspace))
                .map(TaskWorker::report)
                .toList();
        Set<UUID> ended = gone.entrySet().stream()
                .filter(session -> session.getValue().equals(workspace))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new Said(reports, ended);
    }

    private JsonNode answer(String workspace, Said said)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        var identity = new ServiceClient.Identity(workspace, new Caller.Service("gateway"));
        ServiceClient.Reply reply = services.call(Upstream.SCHEDULER, HttpMethod.POST, PATH, said, identity)
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!reply.isSuccess()) {
            throw new IOException("the scheduler answered " + reply.status());
        }
        return Json.MAPPER.readTree(reply.body().getBytes());
    }

    private void heard(TaskWorker.Report report) {
        TaskWorker worker = workers.get(report.session());
        if (worker != null) {
            worker.heard(report);
        }
    }

    /** A session that has ended meanwhile gives the task back. */
    private void deliver(String workspace, JsonNode offer) {
        UUID session = UUID.fromString(offer.path("session").asText());
        JsonNode taskRun = offer.path("task_run");
        TaskWorker worker = workers.get(session);
        if (worker == null) {
            gone.put(session, workspace);
        } else {
            worker.offer(UUID.fromString(taskRun.path("id").asText()), text(taskRun));
        }
    }

    private static String text(JsonNode json) {
        try {
            return Json.MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("read and not writable", e);
        }
    }
}
