package dev.slipway.scheduler.planning;

import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.RunProgress;
import dev.slipway.scheduler.orchestration.Progression;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateType;
import dev.slipway.scheduler.submission.RunNames;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The run of a slot, as Prefect's scheduler makes it. */
final class PlannedRun {
    private PlannedRun() {}

    static FlowRun of(PlannedSchedule schedule, Instant fire, UUID runId, UUID stateId, Instant now) {
        PlannedSchedule.DeploymentOf deployment = schedule.deployment();
        String key = new Slot(schedule.workspace(), deployment.flowName(), deployment.name(), schedule.identity(), fire)
                .key();
        var run = new FlowRun(
                runId,
                schedule.workspace(),
                deployment.flowId(),
                deployment.id(),
                deployment.version(),
                deployment.workQueueId(),
                RunNames.of(runId),
                null,
                deployment.parameters().copy().mergeIn(schedule.parameters()),
                new JsonObject(),
                EmpiricalPolicy.NONE,
                tags(deployment),
                labels(deployment),
                key,
                null,
                true,
                schedule.id(),
                null,
                null,
                null,
                createdBy(schedule),
                null,
                RunProgress.NONE,
                key,
                now,
                now);
        var scheduled = new State(
                stateId,
                StateType.SCHEDULED,
                "Scheduled",
                now,
                "Flow run scheduled",
                null,
                StateDetails.scheduledAt(fire));
        return Progression.enter(run, scheduled, EmpiricalPolicy.NONE, now);
    }

    private static List<String> tags(PlannedSchedule.DeploymentOf deployment) {
        return Stream.concat(Stream.of("auto-scheduled"), deployment.tags().stream())
                .distinct()
                .toList();
    }

    private static JsonObject labels(PlannedSchedule.DeploymentOf deployment) {
        return deployment
                .labels()
                .copy()
                .put("prefect.flow.id", deployment.flowId().toString())
                .put("prefect.deployment.id", deployment.id().toString());
    }

    private static JsonObject createdBy(PlannedSchedule schedule) {
        String slug = schedule.slug();
        return new JsonObject()
                .put("id", schedule.id().toString())
                .put("type", "SCHEDULE")
                .put("display_value", slug == null ? kind(schedule.schedule()) : slug);
    }

    private static String kind(JsonObject schedule) {
        if (schedule.containsKey("cron")) {
            return "CronSchedule";
        }
        return schedule.containsKey("rrule") ? "RRuleSchedule" : "IntervalSchedule";
    }
}
