package dev.slipway.scheduler.retirement;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * A deployment whose newest version a ref registered.
 *
 * @param name of flow and deployment, with a slash
 * @param retired whether it is the deletion of the ref that paused it
 * @param activeSchedules of which runs are planned
 * @param plannedRuns that have not begun
 */
record OwnedDeployment(
        UUID id,
        String name,
        String ref,
        int version,
        boolean paused,
        boolean retired,
        int activeSchedules,
        int plannedRuns) {

    /** As users see it. */
    JsonObject view() {
        return new JsonObject()
                .put("id", id.toString())
                .put("deployment", name)
                .put("ref", ref)
                .put("version", version)
                .put("paused", paused)
                .put("retired", retired)
                .put("activeSchedules", activeSchedules)
                .put("plannedRuns", plannedRuns);
    }
}
