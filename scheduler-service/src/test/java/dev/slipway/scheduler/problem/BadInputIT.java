package dev.slipway.scheduler.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.testing.Api;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What generated requests found, and what is near it: nothing that a client sends is answered 500, or without words. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class BadInputIT {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PATCH | /flows/ID                          | [null, null]
            PATCH | /v2/concurrency_limits/ID          | [null, null]
            POST  | /concurrency_limits/               | [null, null]
            POST  | /concurrency_limits/filter         | {"offset": -1, "limit": 0}
            POST  | /concurrency_limits/filter         | {"offset": "many"}
            POST  | /v2/concurrency_limits/filter      | {"offset": -1, "limit": 0}
            POST  | /deployments/ID/create_flow_run/bulk | [[null, null]]
            POST  | /flow_runs/ID/input                |
            POST  | /flow_runs/ID/input                | [null, null]
            POST  | /flow_runs/ID/input/filter         |
            POST  | /flow_runs/ID/resume               | {"run_input": [null, null]}
            POST  | /flow_runs/ID/set_state            |
            POST  | /flow_runs/ID/set_state            | {"state": {"type": "NONE"}}
            POST  | /flow_runs/ID/set_state            | {"state": 1}
            POST  | /flow_runs/bulk_set_state          | {"state": {"type": "NONE"}}
            POST  | /flows/                            | {"name": {}, "tags": 1}
            POST  | /task_runs/                        | {"task_key": "a", "dynamic_key": "b", "name": 1}
            POST  | /work_pools/                       | {"name": "a", "type": "b", "concurrency_limit": "c"}
            POST  | /task_workers/filter               | {"task_worker_filter": {"task_keys": 1}}
            POST  | /events/filter                     | {"filter": {"event": {"prefix": [null]}}}
            POST  | /events/filter                     | {"filter": {"related": [null]}}
            POST  | /events/filter                     | {"filter": {"related": {"resources_in_roles": [null]}}}
            POST  | /events/filter                     | {"filter": {"related": {"resources_in_roles": [["a"]]}}}
            POST  | /events/filter                     | {"filter": {"resource": {"labels": {"a": [null]}}}}
            POST  | /events/filter                     | {"filter": {"resource": {"labels": {"a": null}}}}
            """)
    void whatIsNoGoodIsRefusedAsPrefectsValidationDoes(String method, String path, String body) {
        Response refused = send(method, path, body);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("exception_message")).isEqualTo("Invalid request received.");
        assertThat(refused.jsonPath().getString("exception_detail[0].loc[0]")).isEqualTo("body");
        assertThat(refused.jsonPath().getString("exception_detail[0].msg")).isNotBlank();
        assertThat(refused.asString()).doesNotContain("java.", "dev.slipway");
    }

    @Test
    void aRefusalNamesTheFieldAndWhatIsWanted() {
        Response refused =
                send("POST", "/work_pools/", "{\"name\": \"a\", \"type\": \"b\", \"concurrency_limit\": {}}");

        assertThat(refused.jsonPath().getList("exception_detail[0].loc", String.class))
                .containsExactly("body", "concurrency_limit");
        assertThat(refused.jsonPath().getString("exception_detail[0].type")).isEqualTo("int_parsing");
    }

    @Test
    void aRefusalShowsWhatWasSentUnlessThatIsLong() {
        Response refused = send("POST", "/flows/", "{\"name\": {}, \"tags\": 1}");
        Response unreadable = send("POST", "/flows/", "{\"name\": ");
        Response tooLong = send("POST", "/flows/", "{\"name\": [\"" + "a".repeat(20_000) + "\"]}");

        assertThat(refused.jsonPath().getMap("request_body")).containsEntry("tags", 1);
        assertThat(unreadable.jsonPath().getString("request_body")).isEqualTo("{\"name\": ");
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.asString()).endsWith("\"request_body\":null}");
    }

    /** PostgreSQL's indexes take texts of some thousand bytes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /flows/                     | {"name": "TEXT"}
            /work_pools/                | {"name": "TEXT", "type": "process"}
            /concurrency_limits/        | {"tag": "TEXT", "concurrency_limit": 1}
            /v2/concurrency_limits/     | {"name": "TEXT", "limit": 1}
            /task_runs/                 | {"task_key": "TEXT", "dynamic_key": "TEXT"}
            """)
    void namesThatAreFarTooLongAreRefused(String path, String body) {
        String text = new Random(1)
                .ints(20_000, 'a', 'z')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());

        assertThat(send("POST", path, body.replace("TEXT", text)).statusCode()).isEqualTo(422);
    }

    /** What a run has more of than its events take is left out there. */
    @Test
    void runsMayHaveMoreTagsAndLongerStateNamesThanEventsTake() {
        String tags = IntStream.range(0, 150).mapToObj(i -> "\"tag-" + i + "\"").collect(Collectors.joining(","));
        String run = "{\"flow_id\": \"" + Api.flow(Api.unique("tagged")) + "\", \"tags\": [" + tags
                + "], \"state\": {\"type\": \"PENDING\", \"name\": \"" + "n".repeat(2_000) + "\"}}";

        Response made = send("POST", "/flow_runs/", run);

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.jsonPath().getList("tags")).hasSize(150);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 1_500})
    void deepBodiesAreStoredOrRefused(int depth) {
        String deep = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
        String run = "{\"flow_id\": \"" + Api.flow(Api.unique("deep")) + "\", \"parameters\": " + deep + "}";

        assertThat(send("POST", "/flow_runs/", run).statusCode()).isEqualTo(depth < 1_000 ? 201 : 422);
        assertThat(send("POST", "/flow_runs/filter", "{\"flow_runs\": " + deep + "}")
                        .statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exclude_prefix", "prefix"})
    void conditionsByTheThousandAreRefused(String kind) {
        String many = IntStream.range(0, 40_000).mapToObj(i -> "\"p" + i + "\"").collect(Collectors.joining(","));

        Response refused =
                send("POST", "/events/filter", "{\"filter\": {\"event\": {\"" + kind + "\": [" + many + "]}}}");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.asString()).contains("at most 500 values");
    }

    @Test
    void timesFarFromNowAreTimes() {
        var scheduled = """
                {"type": "SCHEDULED", "state_details": {"scheduled_time": "9999-12-31T00:00:00Z"}}""";
        var task =
                "{\"task_key\": \"a\", \"dynamic_key\": \"" + UUID.randomUUID() + "\", \"state\": " + scheduled + "}";
        var flow = Api.flow(Api.unique("far"));

        assertThat(send("POST", "/task_runs/", task).statusCode()).isEqualTo(201);
        assertThat(send("POST", "/flow_runs/", "{\"flow_id\": \"" + flow + "\", \"state\": " + scheduled + "}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void textThatIsNoUtf8IsRefused() {
        byte[] body = "{\"name\": \"a\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);

        var refused = Api.request().body(body).post("/api/flows/");

        assertThat(refused.statusCode()).isEqualTo(422);
    }

    private static Response send(String method, String path, String body) {
        var request = Api.request();
        if (body != null) {
            request.body(body);
        }
        return request.request(
                method, "/api" + path.replace("ID", UUID.randomUUID().toString()));
    }
}
