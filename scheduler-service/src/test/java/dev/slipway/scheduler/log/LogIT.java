package dev.slipway.scheduler.log;

import static dev.slipway.scheduler.Calls.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.client.v1.LogsReceived;
import dev.slipway.scheduler.Calls;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class LogIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Test
    void linesCanBeFoundAgainByEachOfTheirProperties() {
        UUID run = Calls.flowRun(pool);
        UUID task = UUID.randomUUID();
        Instant start = Instant.parse("2026-11-23T08:00:00Z");
        send(batch(
                run,
                line("starting up", 20, start, null),
                line("connection timeout", 40, start.plusSeconds(1), task),
                line("debug NUL \0 here", 10, start.plusSeconds(2), null)));
        awaitLines(run, 3);

        assertThat(messages(run, "")).containsExactly("starting up", "connection timeout", "debug NUL \uFFFD here");
        assertThat(messages(run, ",\"level\":{\"ge_\":20}")).containsExactly("starting up", "connection timeout");
        assertThat(messages(run, ",\"level\":{\"le_\":10}")).hasSize(1);
        assertThat(messages(run, ",\"timestamp\":{\"after_\":\"2026-11-23T08:00:02Z\"}"))
                .hasSize(1);
        assertThat(messages(run, ",\"timestamp\":{\"before_\":\"2026-11-23 08:00:00+00:00\"}"))
                .hasSize(1);
        assertThat(messages(run, ",\"task_run_id\":{\"any_\":[\"" + task + "\"]}"))
                .containsExactly("connection timeout");
        assertThat(messages(run, ",\"task_run_id\":{\"is_null_\":true}")).hasSize(2);
        assertThat(messages(run, ",\"text\":{\"query\":\"TIMEOUT starting -debug\"}"))
                .hasSize(2);
        assertThat(filter("{\"logs\":{\"flow_run_id\":{\"any_\":[\"" + run
                                + "\"]}},\"sort\":\"TIMESTAMP_DESC\",\"limit\":1}")
                        .getString("[0].message"))
                .startsWith("debug");
        assertThat(JsonPath.from(gateway("other")
                                .body("{\"logs\":{\"flow_run_id\":{\"any_\":[\"" + run + "\"]}}}")
                                .post("/api/logs/filter")
                                .asString())
                        .getList(""))
                .isEmpty();
        gateway().body("{\"limit\":201}").post("/api/logs/filter").then().statusCode(422);
    }

    @Test
    void linesOfARunCanBeDownloadedCompletely() {
        UUID run = Calls.flowRun(pool);
        Instant start = Instant.parse("2026-11-23T09:00:00Z");
        for (int part = 0; part < 5; part++) {
            int offset = part * 500;
            send(batch(
                    run,
                    IntStream.range(offset, offset + 500)
                            .mapToObj(i -> line("line " + i, 20, start.plusMillis(i / 3), null))
                            .toArray(LogsReceived.Line[]::new)));
        }
        awaitLines(run, 2_500);

        var csv = gateway()
                .get("/api/flow_runs/" + run + "/logs/download")
                .then()
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .header("Content-Disposition", equalTo("attachment; filename=\"calm-run-logs.csv\""))
                .extract()
                .asString();

        assertThat(csv.lines().toList()).hasSize(2_501).doesNotHaveDuplicates();
        gateway("other").get("/api/flow_runs/" + run + "/logs/download").then().statusCode(404);
    }

    @Test
    void manyLinesAreStoredOnceThoughDeliveredTwiceAndFast() {
        UUID run = Calls.flowRun(pool);
        Instant start = Instant.parse("2026-11-23T10:00:00Z");
        var batches = new ArrayList<Envelope<LogsReceived>>();
        for (int b = 0; b < 200; b++) {
            int offset = b * 200;
            batches.add(batch(
                    run,
                    IntStream.range(offset, offset + 200)
                            .mapToObj(i -> line(
                                    "Processed record number " + i + " of a table with some more words in it",
                                    20,
                                    start.plusMillis(i),
                                    null))
                            .toArray(LogsReceived.Line[]::new)));
        }
        long began = System.nanoTime();
        try (var facts = Facts.ofThisTest()) {
            batches.forEach(facts::send);
            awaitLines(run, 40_000);
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("40 000 log lines from the topic to the table: %.0f lines/s%n", 40_000 / seconds);

            batches.subList(0, 20).forEach(facts::send);
            UUID last = Calls.flowRun(pool);
            facts.send(batch(last, line("after the repeats", 20, start, null)));
            awaitLines(last, 1);
            facts.send(batches.getFirst());
        }
        assertThat(count(run)).isEqualTo(40_000);
    }

    private List<String> messages(UUID run, String criteria) {
        return filter("{\"logs\":{\"flow_run_id\":{\"any_\":[\"" + run + "\"]}" + criteria
                        + "},\"sort\":\"TIMESTAMP_ASC\"}")
                .getList("message");
    }

    private static JsonPath filter(String body) {
        return gateway()
                .body(body)
                .post("/api/logs/filter")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void awaitLines(UUID run, long lines) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> count(run) == lines);
    }

    private long count(UUID run) {
        return pool.preparedQuery("select count(*) from logs where flow_run_id = $1")
                .execute(Tuple.of(run))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    private static void send(Envelope<LogsReceived> batch) {
        try (var facts = Facts.ofThisTest()) {
            facts.send(batch);
        }
    }

    private static LogsReceived.Line line(String message, int level, Instant time, @Nullable UUID task) {
        return new LogsReceived.Line(UUID.randomUUID(), "prefect.flow_runs", level, message, time, task);
    }

    private static Envelope<LogsReceived> batch(UUID run, LogsReceived.Line... lines) {
        var data = new LogsReceived("default", run, List.of(lines));
        return new Envelope<>(
                UUID.randomUUID(), "/api-gateway", Instant.parse("2026-11-23T12:00:00Z"), null, null, null, data);
    }
}
