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
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class TagLimitIT {
    private static final String LIMITS = "/api/concurrency_limits/";
    private static final String V2 = "/api/v2/concurrency_limits/";

    private static String limit(int slots) {
        var tag = unique("database");
        post(LIMITS, "{\"tag\": \"%s\", \"concurrency_limit\": %d}".formatted(tag, slots), 201);
        return tag;
    }

    private static Response slot(String verb, String tag, UUID taskRun) {
        return request()
                .body("{\"names\": [\"%s\", \"free\"], \"task_run_id\": \"%s\"}".formatted(tag, taskRun))
                .post(LIMITS + verb);
    }

    @Test
    void aTaskRunHoldsOneSlotUntilItGivesItBack() {
        var tag = limit(1);
        var first = UUID.randomUUID();
        slot("increment", tag, first).then().statusCode(200);
        slot("increment", tag, first).then().statusCode(200);

        slot("increment", tag, UUID.randomUUID()).then().statusCode(423).header("Retry-After", notNullValue());
        assertThat(get(LIMITS + "tag/" + tag).<String>getList("active_slots")).containsExactly(first.toString());

        slot("decrement", tag, first).then().statusCode(200);
        slot("increment", tag, UUID.randomUUID()).then().statusCode(200);
    }

    @Test
    void theLimitOfATagIsChangedByMakingItAgain() {
        var tag = limit(1);

        var id = post(LIMITS, "{\"tag\": \"%s\", \"concurrency_limit\": 5}".formatted(tag), 200)
                .getString("id");

        assertThat(get(LIMITS + id).getInt("concurrency_limit")).isEqualTo(5);
        assertThat(get(V2 + "tag:" + tag).getInt("limit")).isEqualTo(5);
        assertThat(post(LIMITS + "filter", "{}", 200).<String>getList("tag")).contains(tag);
        post(LIMITS, "{\"tag\": \"%s\", \"concurrency_limit\": -1}".formatted(tag), 422);
    }

    @Test
    void aResetFreesTheSlotsButForThoseNamed() {
        var tag = limit(2);
        var kept = UUID.randomUUID();
        slot("increment", tag, UUID.randomUUID());
        slot("increment", tag, UUID.randomUUID());

        request()
                .body("{\"slot_override\": [\"" + kept + "\"]}")
                .post(LIMITS + "tag/" + tag + "/reset")
                .then()
                .statusCode(200);

        assertThat(get(LIMITS + "tag/" + tag).<String>getList("active_slots")).containsExactly(kept.toString());
        request().body("{}").post(LIMITS + "tag/none/reset").then().statusCode(404);
    }

    @Test
    void aLimitOfZeroIsSaidToDeadlock() {
        var tag = limit(0);

        assertThat(slot("increment", tag, UUID.randomUUID())
                        .then()
                        .statusCode(423)
                        .extract()
                        .jsonPath()
                        .getString("detail"))
                .contains("is 0 and will deadlock");
    }

    @Test
    void aDeletedLimitIsGoneAndNoLimitOfAnotherKindCanBeDeletedSo() {
        var tag = limit(1);
        var id = get(LIMITS + "tag/" + tag).getString("id");
        var global = post(V2, "{\"name\": \"%s\", \"limit\": 1}".formatted(unique("global")), 201)
                .getString("id");

        request().delete(LIMITS + "tag/" + tag).then().statusCode(200);

        request().get(LIMITS + id).then().statusCode(404);
        request().delete(LIMITS + id).then().statusCode(404);
        request().delete(LIMITS + global).then().statusCode(404);
    }

    @Test
    void slotsWithoutALeaseAreHeldUntilTheyAreGivenBack() {
        var name = unique("global");
        post(V2, "{\"name\": \"%s\", \"limit\": 3}".formatted(name), 201);
        var two = "{\"names\": [\"%s\"], \"slots\": 2, \"mode\": \"concurrency\"}".formatted(name);

        assertThat(post(V2 + "increment", two, 200).getList("name")).containsExactly(name);
        request().body(two).post(V2 + "increment").then().statusCode(423);
        assertThat(get(V2 + name).getInt("active_slots")).isEqualTo(2);

        post(V2 + "decrement", two, 200);
        assertThat(get(V2 + name).getInt("active_slots")).isZero();
        post(V2 + "decrement", two, 200);
    }
}
