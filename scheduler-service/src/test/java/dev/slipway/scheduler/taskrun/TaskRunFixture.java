package dev.slipway.scheduler.taskrun;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** A task run that nothing happened to yet. */
final class TaskRunFixture {
    static final TaskRun NEW = TaskRunJson.read(new JsonObject()
            .put("id", UUID.randomUUID().toString())
            .put("workspace", "default")
            .put("task_key", "child")
            .put("dynamic_key", "0")
            .put("name", "child-0")
            .put("created", "2026-11-23T12:00:00Z")
            .put("updated", "2026-11-23T12:00:00Z"));

    private TaskRunFixture() {}
}
