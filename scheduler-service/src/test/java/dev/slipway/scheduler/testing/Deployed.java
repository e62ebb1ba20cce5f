package dev.slipway.scheduler.testing;

import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** A deployment on a work pool of its own, made through the API. */
public record Deployed(String pool, String flow, String name, UUID id) {

    /** Without limit or schedules, on a pool of that type. */
    public static Deployed on(String poolType) {
        return with(poolType, new JsonObject());
    }

    /** With more of a deployment's fields. */
    public static Deployed with(String poolType, JsonObject fields) {
        String pool = Api.pool(poolType);
        String flow = Api.unique("flow");
        JsonObject body = new JsonObject()
                .put("name", "nightly")
                .put("flow_id", Api.flow(flow))
                .put("work_pool_name", pool)
                .put("entrypoint", "flows.py:nightly")
                .put("tags", new JsonArray().add("nightly"))
                .mergeIn(fields);
        UUID id = UUID.fromString(Api.post("/api/deployments/", body, 201).getString("id"));
        return new Deployed(pool, flow, "nightly", id);
    }

    /** A new run, due now. */
    public UUID run() {
        return run(new JsonObject());
    }

    /** A new run with more of a run's fields. */
    public UUID run(JsonObject fields) {
        return UUID.fromString(Api.post("/api/deployments/" + id + "/create_flow_run", fields, 201)
                .getString("id"));
    }

    /** The state type of a run. */
    public static String stateOf(UUID run) {
        return Api.get("/api/flow_runs/" + run).getString("state_type");
    }

    /** Proposes a state; answers what is answered. */
    public static JsonPath propose(UUID run, String type, boolean force) {
        return Api.request()
                .body(new JsonObject()
                        .put("state", new JsonObject().put("type", type))
                        .put("force", force)
                        .encode())
                .post("/api/flow_runs/" + run + "/set_state")
                .jsonPath();
    }
}
