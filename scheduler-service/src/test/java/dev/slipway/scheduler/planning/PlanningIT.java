package dev.slipway.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.scheduler.signal.Signals;
import dev.slipway.scheduler.testing.Api;
import dev.slipway.scheduler.testing.Deployed;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class PlanningIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    PlanningRepository schedules;

    @Inject
    Planner planner;

    @Inject
    PlanningConfig config;

    @Inject
    Clock clock;

    @Inject
    Pool pool;

    @Test
    void activeScheduleHasItsNextThreeRuns() {
        Deployed deployed = scheduled("0 9 * * *");

        await().atMost(PATIENCE).until(() -> runs(deployed).size() == 3);

        JsonPath run = planned(deployed);
        assertThat(run.getList("state_name")).containsOnly("Scheduled");
        assertThat(run.getList("auto_scheduled")).containsOnly(true);
        assertThat(run.<String>getList("[0].tags")).containsExactly("auto-scheduled", "nightly");
        assertThat(run.getString("[0].created_by.type")).isEqualTo("SCHEDULE");
        assertThat(run.getString("[0].created_by.display_value")).isEqualTo("daily");
        assertThat(run.getString("[0].idempotency_key")).startsWith("slot:");
        assertThat(run.getString("[0].expected_start_time")).contains("T09:00:00");
        assertThat(run.getString("[0].parameters.a")).isEqualTo("of the schedule");
        assertThat(run.getString("[0].parameters.b")).isEqualTo("of the deployment");
    }

    @Test
    void threePlannersMakeEveryRunOnce() throws Exception {
        List<Deployed> all = List.of(
                scheduled("*/5 * * * *"), scheduled("*/5 * * * *"), scheduled("*/5 * * * *"), scheduled("*/5 * * * *"));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> loop = () -> new PlanningLoop(schedules, planner, config, new Signals(), clock).planAll();
            executor.invokeAll(List.of(loop, loop, loop));
        }

        all.forEach(deployed -> await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(runs(deployed)).hasSizeBetween(12, 13).doesNotHaveDuplicates();
        }));
    }

    @Test
    void registeringTheSameAgainChangesNoSlot() {
        Deployed deployed = scheduled("0 9 * * *");
        await().atMost(PATIENCE).until(() -> runs(deployed).size() == 3);
        List<String> before = runs(deployed);

        JsonObject again = body("0 9 * * *")
                .put("name", deployed.name())
                .put("flow_id", Api.get("/api/deployments/" + deployed.id()).getString("flow_id"))
                .put("work_pool_name", deployed.pool());
        Api.post("/api/deployments/", again, 200);
        new PlanningLoop(schedules, planner, config, new Signals(), clock).planAll();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(runs(deployed)).isEqualTo(before));
    }

    @Test
    void pausedDeploymentLosesItsRunsAndGetsThemBack() {
        Deployed deployed = scheduled("0 9 * * *");
        await().atMost(PATIENCE).until(() -> runs(deployed).size() == 3);

        Api.patch("/api/deployments/" + deployed.id(), "{\"paused\": true}")
                .then()
                .statusCode(204);
        await().atMost(PATIENCE).until(() -> runs(deployed).isEmpty());

        Api.patch("/api/deployments/" + deployed.id(), "{\"paused\": false}")
                .then()
                .statusCode(204);
        await().atMost(PATIENCE).until(() -> runs(deployed).size() == 3);
    }

    /** Waiting for it could be waiting for each other. */
    @Test
    void aDeploymentThatIsBeingChangedIsPlannedLater() {
        Deployed deployed = scheduled("0 9 * * *");
        await().atMost(PATIENCE).until(() -> runs(deployed).size() == 3);
        UUID schedule =
                UUID.fromString(Api.get("/api/deployments/" + deployed.id()).getString("schedules[0].id"));

        Integer added = pool.withTransaction(
                        change -> change.preparedQuery("select id from deployments where id = $1 for update")
                                .execute(Tuple.of(deployed.id()))
                                .chain(() -> pool.preparedQuery(
                                                "update deployment_schedules set planned_until = null where id = $1")
                                        .execute(Tuple.of(schedule)))
                                .chain(() -> planner.plan(schedule)))
                .await()
                .atMost(PATIENCE);

        assertThat(added).isZero();
        await().atMost(PATIENCE).until(() -> runs(deployed).size() == 3);
    }

    private static Deployed scheduled(String cron) {
        return Deployed.with("process", body(cron));
    }

    private static JsonObject body(String cron) {
        return new JsonObject()
                .put(
                        "parameters",
                        new JsonObject().put("a", "of the deployment").put("b", "of the deployment"))
                .put("enforce_parameter_schema", false)
                .put("tags", new JsonArray().add("nightly"))
                .put("entrypoint", "flows.py:nightly")
                .put(
                        "schedules",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("slug", "daily")
                                        .put("active", true)
                                        .put("parameters", new JsonObject().put("a", "of the schedule"))
                                        .put(
                                                "schedule",
                                                new JsonObject()
                                                        .put("cron", cron)
                                                        .put("timezone", "UTC"))));
    }

    private static List<String> runs(Deployed deployed) {
        return planned(deployed).getList("idempotency_key");
    }

    private static JsonPath planned(Deployed deployed) {
        return Api.post("/api/flow_runs/filter", """
                {"flow_runs": {"deployment_id": {"any_": ["%s"]}}, "sort": "EXPECTED_START_TIME_ASC"}""".formatted(deployed.id()), 200);
    }
}
