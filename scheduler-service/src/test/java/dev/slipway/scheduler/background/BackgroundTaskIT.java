package dev.slipway.scheduler.background;

import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.testing.Api;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class BackgroundTaskIT {
    private static final String ROUNDS = "/internal/v1/task-workers/rounds";

    private final String key = unique("send_mail");
    private final Worker first = new Worker(unique("host"), key);
    private final Worker second = new Worker(unique("host"), key);

    @Inject
    Pool pool;

    @Test
    void aTaskIsHandedToOneWorkerAndAfterItsAcknowledgementItGetsTheNext() {
        UUID one = delayed(key);
        UUID two = delayed(key);

        assertThat(offers(first)).containsExactly(Map.entry(first.session, one));
        assertThat(offers(first.holding(one))).isEmpty();
        assertThat(offers(second)).containsExactly(Map.entry(second.session, two));
        assertThat(offers(first.took(one), second.took(two))).isEmpty();
    }

    @Test
    void theTaskRunIsTheOneThatClientsReadByHttp() {
        UUID id = delayed(key);

        var offer = round(List.of(), first).getMap("offers[0].task_run");

        var read = Api.get("/api/task_runs/" + id).getMap("");
        assertThat(offer.keySet()).isEqualTo(read.keySet());
        assertThat(offer).containsEntry("id", id.toString()).containsEntry("state_id", read.get("state_id"));
    }

    @Test
    void whatAWorkerLeavesBehindWithoutAnAcknowledgementGoesToAnother() {
        UUID id = delayed(key);
        assertThat(offers(first)).hasSize(1);

        assertThat(offers(List.of(first.session), second)).containsExactly(Map.entry(second.session, id));
    }

    @Test
    void anOfferThatNeverArrivedIsMadeAgain() {
        UUID id = delayed(key);
        assertThat(offers(first)).hasSize(1);

        assertThat(offers(first)).containsExactly(Map.entry(first.session, id));
    }

    @Test
    void whatAWorkerTookAndBegunIsNeverHandedOutAgain() {
        UUID id = delayed(key);
        assertThat(offers(first)).hasSize(1);
        offers(first.took(id));
        assertThat(claim(id).getString("status")).isEqualTo("ACCEPT");
        silentForLong(id);

        assertThat(offers(List.of(first.session), second)).isEmpty();
    }

    @Test
    void whatAWorkerTookAndNeverBeganIsHandedOutAgainOnceItIsGoneForLong() {
        UUID id = delayed(key);
        assertThat(offers(first)).hasSize(1);
        offers(first.took(id));
        assertThat(offers(List.of(first.session), second)).isEmpty();

        silentForLong(id);

        assertThat(offers(second)).containsExactly(Map.entry(second.session, id));
    }

    @Test
    void otherTasksWorkspacesAndTimesAreNotForThisWorker() {
        delayed(unique("other_task"));
        schedule(key, "2999-01-01T00:00:00Z", true);
        schedule(key, "2020-01-01T00:00:00Z", false);
        String elsewhere = unique("elsewhere");
        var body = task(elsewhere, null, true).encode();
        Api.request("other").body(body).post("/api/task_runs/").then().statusCode(201);

        assertThat(offers(first, new Worker("host-3", elsewhere))).isEmpty();
    }

    @Test
    void manyGatewaysAtOnceHandOutEachTaskOnce() {
        List<UUID> tasks = IntStream.range(0, 40).mapToObj(i -> delayed(key)).toList();
        var taken = new ArrayList<UUID>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var gateways = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> work(new Worker("many-" + i, key)), threads))
                    .toList();
            gateways.forEach(gateway -> taken.addAll(gateway.join()));
        }

        assertThat(taken).containsExactlyInAnyOrderElementsOf(tasks);
    }

    @Test
    void oneOfManyClaimsWins() {
        UUID id = delayed(key);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var claims = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> claim(id).getString("status"), threads))
                    .toList();

            assertThat(claims.stream().map(CompletableFuture::join))
                    .containsOnly("ACCEPT", "ABORT")
                    .containsOnlyOnce("ACCEPT");
        }
    }

    @Test
    void aFailedTaskIsDeliveredAgainAtItsTimeWithTheSameParameters() {
        UUID parameters = UUID.randomUUID();
        UUID id = schedule(task(key, null, true)
                .put("empirical_policy", new JsonObject().put("retries", 1).put("retry_delay", 30))
                .mergeIn(state(null, true, parameters), true));
        claim(id);
        propose(id, "RUNNING");

        var failed = propose(id, "FAILED");

        assertThat(failed.getString("status")).isEqualTo("REJECT");
        assertThat(failed.getString("state.name")).isEqualTo("AwaitingRetry");
        assertThat(offers(first)).isEmpty();
        due(id);
        assertThat(offers(first)).containsExactly(Map.entry(first.session, id));
        var claimed = claim(id);
        assertThat(claimed.getString("state.state_details.task_parameters_id")).isEqualTo(parameters.toString());
        assertThat(propose(id, "RUNNING").getString("state.name")).isEqualTo("Rerunning");
        assertThat(propose(id, "FAILED").getString("status")).isEqualTo("ACCEPT");
    }

    @Test
    void whoListensIsToldByKeysAndForgottenWithTheSocket() {
        String other = unique("other_task");
        var third = new Worker(unique("host"), other);
        round(List.of(), first, third);

        var filter = new JsonObject().put("task_keys", new JsonArray().add(key));
        var body = new JsonObject().put("task_worker_filter", filter);
        var found = post("/api/task_workers/filter", body, 200);
        assertThat(found.getList("identifier")).containsExactly(first.client);
        assertThat(found.getList("[0].task_keys")).containsExactly(key);
        assertThat(post("/api/task_workers/filter", new JsonObject(), 200).getList("identifier"))
                .contains(first.client, third.client);

        round(List.of(first.session, third.session));
        assertThat(post("/api/task_workers/filter", body, 200).getList("")).isEmpty();
    }

    private List<UUID> work(Worker worker) {
        var taken = new ArrayList<UUID>();
        Worker now = worker;
        int empty = 0;
        while (empty < 3) {
            var offered = offers(now).get(worker.session);
            if (offered == null) {
                empty++;
                now = worker;
            } else {
                taken.add(offered);
                now = worker.took(offered);
            }
        }
        return taken;
    }

    private UUID delayed(String task) {
        return schedule(task, null, true);
    }

    private static UUID schedule(String task, @Nullable String time, boolean deferred) {
        return schedule(task(task, time, deferred));
    }

    private static UUID schedule(JsonObject task) {
        return UUID.fromString(post("/api/task_runs/", task, 201).getString("id"));
    }

    private static JsonObject task(String key, @Nullable String time, boolean deferred) {
        return new JsonObject()
                .put("task_key", key)
                .put("dynamic_key", unique("call"))
                .put("name", key)
                .put("task_inputs", new JsonObject())
                .mergeIn(state(time, deferred, UUID.randomUUID()));
    }

    private static JsonObject state(@Nullable String time, boolean deferred, UUID parameters) {
        return new JsonObject()
                .put(
                        "state",
                        new JsonObject()
                                .put("type", "SCHEDULED")
                                .put(
                                        "state_details",
                                        new JsonObject()
                                                .put("deferred", deferred)
                                                .put("scheduled_time", time)
                                                .put("task_parameters_id", parameters.toString())));
    }

    private static JsonPath claim(UUID id) {
        return propose(id, "PENDING");
    }

    private static JsonPath propose(UUID id, String type) {
        var details = new JsonObject().put("deferred", true);
        var state = new JsonObject().put("type", type).put("state_details", details);
        return Api.request()
                .body(new JsonObject().put("state", state).encode())
                .post("/api/task_runs/" + id + "/set_state")
                .jsonPath();
    }

    /** As if its worker had not been heard of for longer than anything is held. */
    private void silentForLong(UUID id) {
        change("update task_offers set held_until = now() - interval '1 s' where task_run_id = $1", id);
    }

    private void due(UUID id) {
        change(
                "update task_runs set next_scheduled_start_time = now() - interval '1 s', state = jsonb_set(state,"
                        + " '{state_details,scheduled_time}', to_jsonb(now() - interval '1 s')) where id = $1",
                id);
    }

    private void change(String sql, UUID id) {
        assertThat(pool.preparedQuery(sql)
                        .execute(Tuple.of(id))
                        .await()
                        .indefinitely()
                        .rowCount())
                .isLessThanOrEqualTo(1);
    }

    private static Map<UUID, UUID> offers(Worker... workers) {
        return offers(List.of(), workers);
    }

    private static Map<UUID, UUID> offers(List<UUID> gone, Worker... workers) {
        var answer = round(gone, workers);
        List<String> sessions = answer.getList("offers.session");
        List<String> runs = answer.getList("offers.task_run.id");
        var offers = new HashMap<UUID, UUID>();
        IntStream.range(0, sessions.size())
                .forEach(i -> offers.put(UUID.fromString(sessions.get(i)), UUID.fromString(runs.get(i))));
        return offers;
    }

    private static JsonPath round(List<UUID> gone, Worker... workers) {
        var said = new JsonArray();
        List.of(workers).forEach(worker -> said.add(worker.json()));
        var ended = new JsonArray(gone.stream().map(UUID::toString).toList());
        return post(ROUNDS, new JsonObject().put("workers", said).put("gone", ended), 200);
    }

    /** As a gateway reports it. */
    private record Worker(
            UUID session,
            String client,
            String key,
            @Nullable UUID holding,
            List<UUID> acknowledged) {
        Worker(String client, String key) {
            this(UUID.randomUUID(), client, key, null, List.of());
        }

        Worker holding(UUID task) {
            return new Worker(session, client, key, task, List.of());
        }

        Worker took(UUID task) {
            return new Worker(session, client, key, null, List.of(task));
        }

        JsonObject json() {
            return new JsonObject()
                    .put("session", session.toString())
                    .put("client", client)
                    .put("keys", new JsonArray().add(key))
                    .put("holding", holding == null ? null : holding.toString())
                    .put(
                            "acknowledged",
                            new JsonArray(
                                    acknowledged.stream().map(UUID::toString).toList()));
        }
    }
}
