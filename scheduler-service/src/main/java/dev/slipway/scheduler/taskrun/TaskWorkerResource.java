package dev.slipway.scheduler.taskrun;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;

/** Who waits for background tasks. Nobody can: there is no socket on which they would be handed out. */
@Path("/api/task_workers")
class TaskWorkerResource {
    @POST
    @Path("filter")
    public JsonArray filter(@Nullable JsonObject body) {
        return new JsonArray();
    }
}
