package dev.slipway.scheduler.taskrun;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tells task runs within a flow run apart. */
record TaskRunKey(@Nullable UUID flowRunId, String taskKey, String dynamicKey) {
    static TaskRunKey of(TaskRun run) {
        return new TaskRunKey(run.flowRunId(), run.taskKey(), run.dynamicKey());
    }
}
