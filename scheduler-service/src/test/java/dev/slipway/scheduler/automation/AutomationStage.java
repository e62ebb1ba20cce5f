package dev.slipway.scheduler.automation;

import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.outbox.Cause;
import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.event.EventLog;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes automations, lets events happen, and sees what comes of them. */
@ApplicationScoped
class AutomationStage {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Pool pool;
    private final EventLog log;
    private final Transactions transactions;

    AutomationStage(Pool pool, EventLog log, Transactions transactions) {
        this.pool = pool;
        this.log = log;
        this.transactions = transactions;
    }

    UUID happens(String event) {
        return happens(event, Map.of("prefect.resource.id", "test.thing.1"), List.of());
    }

    UUID happens(String event, Map<String, String> resource, List<Map<String, String>> related) {
        var id = UUID.randomUUID();
        var sent = new JsonObject()
                .put("id", id.toString())
                .put("occurred", Instant.now().toString())
                .put("event", event)
                .put("resource", resource)
                .put("related", related)
                .put("payload", new JsonObject().put("n", 42));
        record(sent);
        return id;
    }

    void record(JsonObject event) {
        transactions
                .run(tx -> log.append(tx, "default", new JsonObject(event.encode()).getMap(), Cause.NONE))
                .await()
                .atMost(LONGEST);
    }

    static JsonObject reactive(String event) {
        return new JsonObject().put("posture", "Reactive").put("expect", new JsonArray().add(event));
    }

    static JsonObject nothing() {
        return new JsonObject().put("type", "do-nothing");
    }

    static String automation(JsonObject trigger, JsonObject... actions) {
        var body = new JsonObject()
                .put("name", unique("automation"))
                .put("trigger", trigger)
                .put("actions", new JsonArray(List.of(actions)));
        return post("/api/automations/", body, 201).getString("id");
    }

    /** What automation did, the oldest first. */
    static List<Map<String, Object>> events(String automation, String event) {
        var filter = new JsonObject()
                .put(
                        "filter",
                        new JsonObject()
                                .put("order", "ASC")
                                .put("event", new JsonObject().put("name", new JsonArray().add(event)))
                                .put(
                                        "resource",
                                        new JsonObject()
                                                .put("id", new JsonArray().add("prefect.automation." + automation))));
        return post("/api/events/filter", filter, 200).getList("events");
    }

    static void awaitEvents(String automation, String event, int number) {
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(events(automation, event)).hasSize(number));
    }

    long count(String sql, UUID id) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(id))
                .await()
                .atMost(LONGEST)
                .iterator()
                .next()
                .getLong(0);
    }
}
