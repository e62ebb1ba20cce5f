package dev.slipway.scheduler.taskrun;

import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateType;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task run; its components are the columns of {@code task_runs} and the fields that clients read.
 *
 * @param flowRunId null for a task that runs outside of a flow
 * @param dynamicKey tells the runs of one task within a flow run apart
 * @param totalRunTime in seconds
 */
public record TaskRun(
        UUID id,
        String workspace,
        @Nullable UUID flowRunId,
        String taskKey,
        String dynamicKey,
        String name,
        @Nullable String cacheKey,
        @Nullable Instant cacheExpiration,
        @Nullable String taskVersion,
        JsonObject empiricalPolicy,
        List<String> tags,
        JsonObject labels,
        JsonObject taskInputs,
        @Nullable UUID stateId,
        @Nullable StateType stateType,
        @Nullable String stateName,
        @Nullable Instant stateTimestamp,
        @Nullable State state,
        int runCount,
        int flowRunRunCount,
        @Nullable Instant expectedStartTime,
        @Nullable Instant nextScheduledStartTime,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        double totalRunTime,
        Instant created,
        Instant updated) {

    /** Seconds in Running so far. */
    double estimatedRunTime(Instant now) {
        return stateType == StateType.RUNNING && stateTimestamp != null
                ? totalRunTime + seconds(stateTimestamp, now)
                : totalRunTime;
    }

    /** Seconds that it started late, or is late by now. */
    double estimatedStartTimeDelta(Instant now) {
        if (expectedStartTime == null) {
            return 0;
        }
        boolean over = stateType != null && stateType.isTerminal();
        Instant started = startTime == null && !over ? now : startTime;
        return started == null ? 0 : Math.max(0, seconds(expectedStartTime, started));
    }

    static double seconds(Instant from, Instant to) {
        Duration passed = Duration.between(from, to);
        return passed.getSeconds() + passed.getNano() / 1e9;
    }
}
