package dev.slipway.dispatcher.dispatch;

import dev.slipway.contracts.run.v1.RunDue;
import java.util.UUID;

/** Names one dispatch: the attempt of a run. */
public record AttemptKey(String workspace, UUID flowRunId, int attempt) {
    /** The attempt that a due run starts. */
    public static AttemptKey of(RunDue due) {
        return new AttemptKey(due.workspace(), due.flowRunId(), due.attempt());
    }

    @Override
    public String toString() {
        return flowRunId + "/" + attempt;
    }
}
