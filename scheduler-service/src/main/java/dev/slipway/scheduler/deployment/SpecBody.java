package dev.slipway.scheduler.deployment;

import dev.slipway.contracts.build.v1.DeploymentSpec;
import dev.slipway.contracts.build.v1.DeploymentSpec.ScheduleSpec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a build found, in the words of a client. */
final class SpecBody {
    private SpecBody() {}

    /** @param paused null leaves it as it is */
    static DeploymentBody of(DeploymentSpec spec, @Nullable Boolean paused) {
        var schedules =
                new JsonArray(spec.schedules().stream().map(SpecBody::schedule).toList());
        return new DeploymentBody(new JsonObject()
                .put("name", spec.name())
                .put("version", spec.version())
                .put("description", spec.description())
                .put("paused", paused)
                .put("tags", new JsonArray(spec.tags()))
                .put("parameters", object(spec.parameters()))
                .put("parameter_openapi_schema", object(spec.parameterSchema()))
                .put("enforce_parameter_schema", spec.enforceParameterSchema())
                .put("work_pool_name", spec.workPoolName())
                .put("work_queue_name", spec.workQueueName())
                .put("job_variables", object(spec.jobVariables()))
                .put("pull_steps", spec.pullSteps() == null ? null : array(spec.pullSteps()))
                .put("path", spec.path())
                .put("entrypoint", spec.entrypoint())
                .put("concurrency_limit", spec.concurrencyLimit())
                .put("concurrency_options", options(spec))
                .put("schedules", schedules));
    }

    private static JsonObject options(DeploymentSpec spec) {
        return new JsonObject()
                .put("collision_strategy", spec.collisionStrategy() == null ? "ENQUEUE" : spec.collisionStrategy())
                .put("grace_period_seconds", spec.gracePeriodSeconds());
    }

    private static JsonObject schedule(ScheduleSpec spec) {
        var when = new JsonObject();
        if (spec.cron() != null) {
            when.put("cron", spec.cron()).put("day_or", !Boolean.FALSE.equals(spec.dayOr()));
        } else if (spec.rrule() != null) {
            when.put("rrule", spec.rrule());
        } else {
            when.put("interval", spec.intervalSeconds()).put("anchor_date", spec.anchorDate());
        }
        if (spec.timezone() != null) {
            when.put("timezone", spec.timezone());
        }
        return new JsonObject()
                .put("slug", spec.slug())
                .put("schedule", when)
                .put("active", spec.active())
                .put("parameters", object(spec.parameters()));
    }

    /** A deep copy, so that later readers find JSON values only. */
    private static JsonObject object(Map<String, Object> map) {
        return new JsonObject(new JsonObject(map).encode());
    }

    private static JsonArray array(List<Map<String, Object>> list) {
        return new JsonArray(new JsonArray(list).encode());
    }
}
