package dev.slipway.scheduler.concurrency;

import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.notNullValue;

import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class ConcurrencyLimitIT {
    private static final String LIMITS = "/api/v2/concurrency_limits/";

    private static String limit(int slots, double decay) {
        var name = unique("limit");
        post(LIMITS, new JsonObject().put("name", name).put("limit", slots).put("slot_decay_per_second", decay), 201);
        return name;
    }

    private static Response take(String name, int slots, String mode) {
        return request().body("""
                {"names": ["%s"], "slots": %d, "mode": "%s", "lease_duration": 60}""".formatted(name, slots, mode)).post(LIMITS + "increment-with-lease");
    }

    @Test
    void heldSlotsAreRefusedToOthersUntilTheyAreGivenBack() {
        var name = limit(2, 0);
        var lease = take(name, 2, "concurrency")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("lease_id");
        assertThat(get(LIMITS + name).getInt("active_slots")).isEqualTo(2);
        take(name, 1, "concurrency").then().statusCode(423).header("Retry-After", notNullValue());

        request()
                .body("{\"lease_duration\": 60}")
                .post(LIMITS + "leases/" + lease + "/renew")
                .then()
                .statusCode(204);
        request()
                .body("{\"lease_id\": \"" + lease + "\"}")
                .post(LIMITS + "decrement-with-lease")
                .then()
                .statusCode(204);
        request()
                .body("{\"lease_id\": \"" + lease + "\"}")
                .post(LIMITS + "decrement-with-lease")
                .then()
                .statusCode(204);

        assertThat(get(LIMITS + name).getInt("active_slots")).isZero();
        request()
                .body("{\"lease_duration\": 60}")
                .post(LIMITS + "leases/" + lease + "/renew")
                .then()
                .statusCode(410);
    }

    @Test
    void manyAtOnceNeverHoldMoreThanThereIs() throws Exception {
        var name = limit(3, 0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(IntStream.range(0, 12)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> take(name, 1, "concurrency").statusCode())
                    .toList());

            assertThat(answers.stream()
                            .filter(answer -> answer.resultNow() == 200)
                            .count())
                    .isEqualTo(3);
        }
        assertThat(get(LIMITS + name).getInt("active_slots")).isEqualTo(3);
    }

    @Test
    void unknownNamesGiveALeaseOnNothing() {
        var taken = take(unique("none"), 1, "concurrency")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(taken.getList("limits")).isEmpty();
        request()
                .body("{}")
                .post(LIMITS + "leases/" + taken.getString("lease_id") + "/renew")
                .then()
                .statusCode(204);
    }

    @Test
    void whatCanNeverBeGivenIsInvalid() {
        var name = limit(1, 0);

        take(name, 2, "concurrency").then().statusCode(422);
        take(name, 1, "rate_limit").then().statusCode(422);
        post(LIMITS, new JsonObject().put("name", name).put("limit", 1), 409);
    }

    @Test
    void aRateComesBackByItself() {
        var name = limit(1, 20.0);
        take(name, 1, "rate_limit").then().statusCode(200);

        org.awaitility.Awaitility.await()
                .until(() -> take(name, 1, "rate_limit").statusCode() == 200);
    }

    @Test
    void aLimitIsChangedAndRemoved() {
        var name = limit(1, 0);
        request()
                .body("{\"active\": false, \"limit\": 5}")
                .patch(LIMITS + name)
                .then()
                .statusCode(204);
        assertThat(get(LIMITS + name).getInt("limit")).isEqualTo(5);
        assertThat(take(name, 5, "concurrency").statusCode()).isEqualTo(200);
        assertThat(get(LIMITS + name).getInt("active_slots")).isZero();

        request().delete(LIMITS + name).then().statusCode(204);

        request().get(LIMITS + name).then().statusCode(404);
    }
}
