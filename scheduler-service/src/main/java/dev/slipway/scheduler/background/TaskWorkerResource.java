package dev.slipway.scheduler.background;

import dev.slipway.scheduler.background.TaskWorkerRepository.TaskWorkerView;
import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who listens for background tasks. */
@Path("/api/task_workers")
class TaskWorkerResource {
    private final TaskWorkerRepository workers;
    private final BackgroundConfig config;
    private final CurrentCaller caller;
    private final Clock clock;

    TaskWorkerResource(TaskWorkerRepository workers, BackgroundConfig config, CurrentCaller caller, Clock clock) {
        this.workers = workers;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Path("filter")
    public Uni<List<TaskWorkerView>> filter(@Nullable JsonObject body) {
        Object filter = body == null ? null : body.getValue("task_worker_filter");
        return workers.listening(
                caller.workspace(), keys(filter), clock.instant().minus(config.listening()));
    }

    private static List<String> keys(@Nullable Object filter) {
        if (filter == null) {
            return List.of();
        }
        if (filter instanceof JsonObject object
                && object.getValue("task_keys") instanceof JsonArray keys
                && keys.stream().allMatch(String.class::isInstance)) {
            return keys.stream().map(String.class::cast).toList();
        }
        throw ApiProblem.invalid("task_worker_filter: task_keys is a list of strings");
    }
}
