package dev.slipway.contracts.build.v1;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One deployment of {@code prefect.yaml} with every template of deploy time resolved, as {@code prefect deploy} would send it.
 *
 * @param flowName the name that the flow has in its code
 * @param entrypoint {@code path.py:function} or {@code module.function}
 * @param parameterSchema JSON schema of the flow's parameters (Prefect's {@code parameter_openapi_schema})
 * @param workQueueName null for the pool's default queue
 * @param jobVariables with {@code image} pinned to {@code repository@sha256:…} where the image was built here
 * @param pullSteps null if the file has none; block and variable references stay templates
 * @param concurrencyLimit null for none
 * @param paused null leaves it as it is; a new deployment runs
 * @param schedules replaces the deployment's schedules
 * @param triggers what starts runs beside schedules, as Prefect's deployment triggers; replaces the automations that belong to the
 *     deployment; null, as from builds of before, leaves them as they are
 * @param version text shown to users, by default the commit's first eight characters
 */
public record DeploymentSpec(
        String name,
        String flowName,
        String entrypoint,
        @Nullable String description,
        @Nullable String version,
        List<String> tags,
        Map<String, Object> parameters,
        Map<String, Object> parameterSchema,
        boolean enforceParameterSchema,
        String workPoolName,
        @Nullable String workQueueName,
        Map<String, Object> jobVariables,
        @Nullable List<Map<String, Object>> pullSteps,
        @Nullable String path,
        @Nullable Integer concurrencyLimit,
        @Nullable String collisionStrategy,
        @Nullable Integer gracePeriodSeconds,
        @Nullable Boolean paused,
        List<ScheduleSpec> schedules,
        @Nullable List<Map<String, Object>> triggers) {

    /**
     * Exactly one of cron, interval and rrule is set.
     *
     * @param slug stable name of the schedule within its deployment; null for one derived from its content
     * @param intervalSeconds length of the interval
     * @param anchorDate ISO 8601, with or without offset
     * @param timezone IANA name; null for UTC
     * @param active null leaves a schedule that is known as it is; a new one is active
     */
    public record ScheduleSpec(
            @Nullable String slug,
            @Nullable String cron,
            @Nullable Boolean dayOr,
            @Nullable Double intervalSeconds,
            @Nullable String anchorDate,
            @Nullable String rrule,
            @Nullable String timezone,
            @Nullable Boolean active,
            Map<String, Object> parameters) {}
}
