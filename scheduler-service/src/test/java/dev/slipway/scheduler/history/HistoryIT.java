package dev.slipway.scheduler.history;

import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.scheduler.testing.Api;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class HistoryIT {
    private static final Instant NOON = Instant.parse("2020-05-01T12:00:00Z");

    @Inject
    Pool pool;

    private UUID flow = UUID.randomUUID();

    @BeforeEach
    void aFlowOfItsOwn() {
        flow = UUID.fromString(Api.flow(unique("history")));
    }

    private UUID run(String state, Instant expected, @Nullable Instant started, double ran) {
        var id = UUID.randomUUID();
        pool.preparedQuery(
                        "insert into flow_runs (id, workspace, flow_id, name, state_type, state_name, state_timestamp,"
                                + " expected_start_time, start_time, total_run_time, created, updated)"
                                + " values ($1, 'default', $2, 'calm-run', $3, initcap($3), $4, $4, $5, $6, $4, $4)")
                .execute(Tuple.of(id, flow, state, column(expected), column(started), ran))
                .await()
                .indefinitely();
        return id;
    }

    private static @Nullable OffsetDateTime column(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private String asked(String more) {
        return "{\"flows\": {\"id\": {\"any_\": [\"%s\"]}}%s}".formatted(flow, more);
    }

    private String history(double seconds) {
        return asked(", \"history_start\": \"2020-05-01T12:00:00Z\", \"history_end\": \"2020-05-01T13:15:00Z\","
                + " \"history_interval_seconds\": " + seconds);
    }

    @Test
    void runsAreCountedByTheIntervalInWhichTheyWereToStart() {
        run("COMPLETED", NOON, NOON.plusSeconds(10), 5);
        run("COMPLETED", NOON.plusSeconds(1_799), NOON.plusSeconds(1_799), 7);
        run("FAILED", NOON.plusSeconds(1_800), NOON.plusSeconds(1_790), 1);
        run("COMPLETED", NOON.minusSeconds(1), NOON, 1);

        var answer = post("/api/flow_runs/history", history(1_800), 200);

        assertThat(answer.getList("")).hasSize(3);
        assertThat(answer.getString("[0].interval_start")).startsWith("2020-05-01T12:00:00");
        assertThat(answer.getString("[2].interval_end")).startsWith("2020-05-01T13:30:00");
        assertThat(answer.getInt("[0].states[0].count_runs")).isEqualTo(2);
        assertThat(answer.getDouble("[0].states[0].sum_estimated_run_time")).isEqualTo(12);
        assertThat(answer.getDouble("[0].states[0].sum_estimated_lateness")).isEqualTo(10);
        assertThat(answer.getString("[1].states[0].state_type")).isEqualTo("FAILED");
        assertThat(answer.getDouble("[1].states[0].sum_estimated_lateness")).isZero();
        assertThat(answer.getList("[2].states")).isEmpty();
    }

    @Test
    void aHistoryNeedsAnIntervalAndHasAtMostFiveHundred() {
        post("/api/flow_runs/history", history(0.5), 422);
        post("/api/flow_runs/history", "{}", 422);
        assertThat(post("/api/flow_runs/history", history(1), 200).getList("")).hasSize(500);
        assertThat(post("/api/task_runs/history", history(60), 200).getList("")).hasSize(75);
    }

    @Test
    void latenessIsTheAverageOrNothing() {
        assertThat(request()
                        .body(asked(""))
                        .post("/api/flow_runs/lateness")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .isEqualTo("null");
        run("COMPLETED", NOON, NOON.plusSeconds(30), 5);
        run("CANCELLED", NOON, null, 0);

        var late = Double.parseDouble(
                request().body(asked("")).post("/api/flow_runs/lateness").asString());

        assertThat(late).isCloseTo(15, within(0.01));
    }

    @Test
    void theConsoleGetsAPointForEachRun() {
        var run = run("COMPLETED", NOON, NOON.plusSeconds(30), 5);

        var points = post("/api/ui/flow_runs/history", asked(", \"limit\": 1000"), 200);

        assertThat(points.getString("[0].id")).isEqualTo(run.toString());
        assertThat(points.getDouble("[0].duration")).isEqualTo(5);
        assertThat(points.getDouble("[0].lateness")).isEqualTo(30);
        assertThat(points.getString("[0].timestamp")).startsWith("2020-05-01T12:00:30");
        post("/api/ui/flow_runs/history", asked(", \"limit\": 1001"), 422);
    }
}
