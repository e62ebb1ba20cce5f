package dev.slipway.scheduler.intake;

import static dev.slipway.scheduler.Calls.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.client.v1.EventRecorded;
import dev.slipway.scheduler.Calls;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class ClientEventIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @Test
    void eventsInAnyOrderAndNumberMakeTheSameTaskRuns() {
        UUID run = Calls.flowRun(pool);
        List<Map<String, Object>> twice = new ArrayList<>(Frames.ofTaskRuns(run, "00000001"));
        twice.addAll(List.copyOf(twice));
        Collections.shuffle(twice, new Random(7));
        try (var facts = Facts.ofThisTest()) {
            twice.forEach(frame -> facts.send(Frames.received(frame, run)));

            await().atMost(PATIENCE).untilAsserted(() -> {
                var taskRuns = taskRunsOf(run);
                assertThat(taskRuns.getList("state_type")).containsExactly("COMPLETED", "COMPLETED", "COMPLETED");
            });
            var taskRuns = taskRunsOf(run);
            assertThat(taskRuns.getList("name")).containsExactlyInAnyOrder("greet-18c", "greet-09c", "greet-382");
            assertThat(taskRuns.getList("run_count")).containsOnly(1);
            assertThat(taskRuns.getList("start_time")).doesNotContainNull();
            assertThat(taskRuns.getList("end_time")).doesNotContainNull();
            assertThat(taskRuns.getList("flow_run_id")).containsOnly(run.toString());

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(eventsOf(run).getInt("total")).isEqualTo(9));
            var announced = facts.within(Duration.ofSeconds(2), EventRecorded.class, fact -> fact.event()
                    .toString()
                    .contains(run.toString()));
            assertThat(announced).hasSize(9);
            assertThat(announced).extracting(fact -> fact.data().eventId()).doesNotHaveDuplicates();
            assertThat(announced).allSatisfy(fact -> assertThat(fact.id())
                    .isEqualTo(fact.data().eventId()));
        }
    }

    @Test
    void everyStateOfATaskRunIsKeptUnderTheIdOfItsEvent() {
        UUID run = Calls.flowRun(pool);
        var frames = Frames.ofTaskRuns(run, "00000002");
        try (var facts = Facts.ofThisTest()) {
            frames.forEach(frame -> facts.send(Frames.received(frame, run)));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(taskRunsOf(run).getList("state_type"))
                .containsOnly("COMPLETED")
                .hasSize(3));
        String id = taskRunsOf(run).getString("find { it.name == 'greet-18c' }.id");

        var states = gateway()
                .get("/api/task_run_states/?task_run_id=" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(states.getList("name")).containsExactly("Pending", "Running", "Completed");
        assertThat(states.getList("id"))
                .containsExactlyElementsOf(frames.stream()
                        .filter(frame -> frame.toString().contains("greet-18c"))
                        .map(frame -> frame.get("id"))
                        .toList());
        assertThat(states.getList("state_details.task_run_id")).containsOnly(id);
        gateway()
                .get("/api/task_run_states/" + states.getString("[0].id"))
                .then()
                .statusCode(200);
        gateway("other")
                .get("/api/task_run_states/" + states.getString("[0].id"))
                .then()
                .statusCode(404);
    }

    @Test
    void whatCannotBeReadIsPutAsideAndHoldsNothingUp() {
        UUID run = Calls.flowRun(pool);
        var frames = Frames.ofTaskRuns(run, "00000003");
        Map<String, Object> broken = new HashMap<>(frames.getFirst());
        broken.put("id", UUID.randomUUID().toString());
        broken.remove("occurred");
        try (var facts = Facts.ofThisTest()) {
            facts.send(Frames.received(frames.get(0), run));
            facts.send(Frames.received(broken, run));
            facts.send(Frames.received(frames.get(1), run));

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(taskRunsOf(run).getList("state_name")).containsExactly("Running"));
        }
        assertThat(DeadLetterBox.of("client-events.v1", "scheduler-service")
                        .reasonsAbout(broken.get("id").toString()))
                .containsExactly("the event has no occurred");
    }

    private static JsonPath taskRunsOf(UUID flowRunId) {
        return gateway()
                .body("{\"task_runs\":{\"flow_run_id\":{\"any_\":[\"" + flowRunId + "\"]}},\"sort\":\"NAME_ASC\"}")
                .post("/api/task_runs/filter")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath eventsOf(UUID flowRunId) {
        return gateway()
                .body("{\"filter\":{\"any_resource\":{\"id\":[\"prefect.flow-run." + flowRunId + "\"]}}}")
                .post("/api/events/filter")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
