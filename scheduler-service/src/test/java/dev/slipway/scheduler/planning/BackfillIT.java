package dev.slipway.scheduler.planning;

import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.testing.Deployed;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class BackfillIT {
    private static final String THREE_DAYS = """
            {"start_time": "2026-01-01T00:00:00Z", "end_time": "2026-01-03T12:00:00Z", "min_runs": 10}""";

    private static List<String> runsOf(UUID deployment) {
        return post("/api/flow_runs/filter", """
                {"flow_runs": {"deployment_id": {"any_": ["%s"]}, "expected_start_time": {"before_": "2026-02-01T00:00:00Z"}},
                 "sort": "EXPECTED_START_TIME_ASC"}""".formatted(deployment), 200).getList("expected_start_time");
    }

    private static void backfill(UUID deployment, String body, int status) {
        request()
                .body(body)
                .post("/api/deployments/" + deployment + "/schedule")
                .then()
                .statusCode(status);
    }

    @Test
    void theSlotsOfAPastStretchGetTheirRunsOnce() {
        var deployed = Deployed.with("process", new JsonObject("""
                {"schedules": [{"schedule": {"cron": "0 6 * * *", "timezone": "UTC"}, "active": true}]}"""));

        backfill(deployed.id(), THREE_DAYS, 200);
        backfill(deployed.id(), THREE_DAYS, 200);

        assertThat(runsOf(deployed.id()))
                .extracting(time -> time.substring(0, 13))
                .containsExactly("2026-01-01T06", "2026-01-02T06", "2026-01-03T06");
    }

    @Test
    void anEndBeforeTheStartAndTooManyRunsAreRefused() {
        var deployed = Deployed.on("process");

        backfill(
                deployed.id(),
                "{\"start_time\": \"2026-01-02T00:00:00Z\", \"end_time\": \"2026-01-01T00:00:00Z\"}",
                422);
        backfill(deployed.id(), "{\"max_runs\": 100000}", 422);
    }
}
