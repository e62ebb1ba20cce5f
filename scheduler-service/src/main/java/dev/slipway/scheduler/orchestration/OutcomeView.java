package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.state.State;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Prefect's {@code OrchestrationResult}. */
public record OutcomeView(@Nullable State state, String status, JsonObject details) {
    /** The answer as it is sent. */
    public static OutcomeView of(Outcome outcome) {
        return new OutcomeView(outcome.state(), outcome.status().name(), outcome.details());
    }
}
