package dev.slipway.contracts.run.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run was claimed for the dispatcher and is to be started now. Written by scheduler-service once per attempt, in the
 * transaction that moved the run to Pending.
 *
 * @param attempt from 1; an attempt's credential and infrastructure are its own
 * @param workPoolType {@code docker}, {@code kubernetes} or {@code process}
 * @param jobConfiguration {@code job_configuration} of the pool's base job template, placeholders unresolved
 * @param variableDefaults defaults of the template's variables
 * @param jobVariables of the deployment with those of the run over them; {@code env} merged by name
 * @param scheduledTime when the run was meant to start
 */
public record RunDue(
        String workspace,
        UUID flowRunId,
        int attempt,
        String flowRunName,
        UUID flowId,
        String flowName,
        @Nullable UUID deploymentId,
        @Nullable String deploymentName,
        @Nullable Instant deploymentUpdated,
        UUID workPoolId,
        String workPoolName,
        String workPoolType,
        String workQueueName,
        Map<String, Object> jobConfiguration,
        Map<String, Object> variableDefaults,
        Map<String, Object> jobVariables,
        Instant scheduledTime,
        Instant dueAt)
        implements Event {

    @Override
    public String key() {
        return flowRunId.toString();
    }
}
