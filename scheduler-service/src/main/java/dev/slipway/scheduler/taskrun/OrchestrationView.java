package dev.slipway.scheduler.taskrun;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Prefect's {@code OrchestrationResult} for task runs. */
final class OrchestrationView {
    private OrchestrationView() {}

    static JsonObject of(TaskRuns.Decision decision) {
        TransitionVerdict verdict = decision.verdict();
        return new JsonObject()
                .put("state", TaskRunJson.row(decision.run()).getJsonObject("state"))
                .put("status", status(verdict))
                .put("details", details(verdict));
    }

    private static String status(@Nullable TransitionVerdict verdict) {
        return switch (verdict) {
            case TransitionVerdict.Accept _ -> "ACCEPT";
            case TransitionVerdict.Wait _ -> "WAIT";
            case TransitionVerdict.Abort _ -> "ABORT";
            case TransitionVerdict.Replace _, TransitionVerdict.Keep _ -> "REJECT";
            case null -> "REJECT";
        };
    }

    private static JsonObject details(@Nullable TransitionVerdict verdict) {
        return switch (verdict) {
            case TransitionVerdict.Accept _ -> new JsonObject().put("type", "accept_details");
            case TransitionVerdict.Wait(int seconds, String reason) ->
                because("wait_details", reason).put("delay_seconds", seconds);
            case TransitionVerdict.Abort(String reason) -> because("abort_details", reason);
            case TransitionVerdict.Replace replaced -> because("reject_details", replaced.reason());
            case TransitionVerdict.Keep(String reason) -> because("reject_details", reason);
            case null -> because("reject_details", "This run has already made this state transition.");
        };
    }

    private static JsonObject because(String type, String reason) {
        return new JsonObject().put("type", type).put("reason", reason);
    }
}
