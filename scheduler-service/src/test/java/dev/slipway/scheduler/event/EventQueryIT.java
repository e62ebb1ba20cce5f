package dev.slipway.scheduler.event;

import static dev.slipway.scheduler.Calls.gateway;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.outbox.Cause;
import dev.slipway.outbox.Transactions;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class EventQueryIT {
    private final Instant start = Instant.now().minusSeconds(3_600);

    @Inject
    Transactions transactions;

    @Inject
    EventLog log;

    private String workspace = "";

    @BeforeEach
    void freshWorkspace() {
        workspace = "w-" + UUID.randomUUID();
    }

    /** a: flow run 1 of flow x, first; b: flow run 2 of flow y; c: work pool. */
    private void threeEvents() {
        append(event("a.started", 0, "prefect.flow-run.1", Map.of("team", "red"), "prefect.flow.x", "flow"));
        append(event("a.finished_now", 1, "prefect.flow-run.2", Map.of("team", "blue"), "prefect.flow.y", "flow"));
        append(event("b.paused", 2, "prefect.work-pool.1", Map.of(), "prefect.flow.x", "owner"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 3",
                "{'event':{'prefix':['a.']}} | 2",
                "{'event':{'prefix':['a.finished_','b']}} | 2",
                "{'event':{'prefix':['a_']}} | 0",
                "{'event':{'exclude_prefix':['a.']}} | 1",
                "{'event':{'name':['b.paused']}} | 1",
                "{'event':{'exclude_name':['b.paused']}} | 2",
                "{'resource':{'id':['prefect.flow-run.1']}} | 1",
                "{'resource':{'id_prefix':['prefect.flow-run.']}} | 2",
                "{'resource':{'labels':{'team':'r*'}}} | 1",
                "{'resource':{'labels':{'team':['red','blue']}}} | 2",
                "{'resource':{'labels':{'team':'!red'}}} | 1",
                "{'resource':{'labels':{'team':[]}}} | 0",
                "{'resource':{'labels':{'prefect.resource.id':'prefect.*.1'}}} | 2",
                "{'related':{'id':['prefect.flow.x']}} | 2",
                "{'related':{'id':['prefect.flow.x'],'role':['flow']}} | 1",
                "{'related':[{'id':['prefect.flow.x']},{'role':['owner']}]} | 1",
                "{'related':{'resources_in_roles':[['prefect.flow.x','owner'],['prefect.flow.y','flow']]}} | 2",
                "{'related':{'labels':{'prefect.resource.role':'own*'}}} | 1",
                "{'any_resource':{'id':['prefect.flow.x','prefect.flow-run.2']}} | 3",
                "{'any_resource':{'id_prefix':['prefect.work-pool.']}} | 1",
                "{'any_resource':[{'id':['prefect.flow.x']},{'id_prefix':['prefect.flow-run']}]} | 1",
                "{'text':{'query':'PAUSED -nothing'}} | 1",
                "{'text':{'query':'payload +finished_now'}} | 1",
                "{'id':{'id':['00000000-0000-4000-8000-000000000000']}} | 0",
                "{'occurred':{'since':'2020-01-01T00:00:00Z','until':'2020-01-02T00:00:00Z'}} | 0",
                "{'resource':{'distinct':true}} | 3",
            })
    void filterMatchesWhatItSays(String filter, int matches) {
        threeEvents();
        var page = filter("{\"filter\":" + filter.replace('\'', '"') + "}");
        assertThat(page.getInt("total")).isEqualTo(matches);
        assertThat(page.getList("events")).hasSize(matches);
    }

    @Test
    void distinctKeepsTheFirstOfEachResource() {
        append(event("one", 0, "r.1", Map.of(), "x", "y"));
        append(event("two", 1, "r.1", Map.of(), "x", "y"));
        var newest = filter("{\"filter\":{\"resource\":{\"distinct\":true}}}");
        var oldest = filter("{\"filter\":{\"resource\":{\"distinct\":true},\"order\":\"ASC\"}}");

        assertThat(newest.getList("events.event")).containsExactly("two");
        assertThat(oldest.getList("events.event")).containsExactly("one");
        assertThat(newest.getInt("total")).isEqualTo(1);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeat() {
        var sent = IntStream.range(0, 7)
                .mapToObj(i -> event("e." + i, i / 2, "r." + i, Map.of(), "x", "y"))
                .toList();
        sent.forEach(this::append);

        var page = filter("{\"filter\":{\"order\":\"ASC\"},\"limit\":3}");
        var seen = new ArrayList<Object>(page.getList("events.id"));
        int pages = 1;
        while (page.getString("next_page") != null) {
            append(event("late", 0, "r.late", Map.of(), "x", "y"));
            String next = page.getString("next_page");
            assertThat(next).startsWith("http://").contains("/api/events/filter/next?page-token=");
            page = gateway(workspace)
                    .urlEncodingEnabled(false)
                    .get(next)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            page.getList("events.id").forEach(seen::add);
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen).containsAll(sent.stream().map(event -> event.get("id")).toList());
    }

    @Test
    void nextPageIsFoundWhereTheClientFoundTheFirst() {
        threeEvents();
        String next = gateway(workspace)
                .header("X-Forwarded-Host", "slipway.example:4200")
                .header("X-Forwarded-Proto", "https")
                .body("{\"limit\":1}")
                .post("/api/events/filter")
                .jsonPath()
                .getString("next_page");

        assertThat(next).startsWith("https://slipway.example:4200/api/events/filter/next?page-token=");
    }

    @Test
    void nextPageOfAWorkspaceIsFoundThere() {
        threeEvents();
        String next = gateway(workspace)
                .header("X-Slipway-Api", "/api/accounts/a/workspaces/" + workspace)
                .body("{\"limit\":1}")
                .post("/api/events/filter")
                .jsonPath()
                .getString("next_page");

        assertThat(next).contains("/api/accounts/a/workspaces/" + workspace + "/events/filter/next?page-token=");
    }

    @Test
    void aTokenShowsNoOtherTenantAnything() {
        threeEvents();
        String next = filter("{\"limit\":1}").getString("next_page");

        gateway("other-" + workspace)
                .urlEncodingEnabled(false)
                .get(next)
                .then()
                .statusCode(200)
                .body("events", org.hamcrest.Matchers.empty());
    }

    @Test
    void sameIdIsRecordedOnce() {
        var event = event("once", 0, "r", Map.of(), "x", "y");
        append(event);
        append(event);
        var moved = new java.util.HashMap<>(event);
        moved.put("occurred", start.plusSeconds(60).toString());
        append(moved);

        assertThat(filter("{}").getInt("total")).isEqualTo(1);
    }

    @Test
    void eventsAreCountedByWhatIsAskedFor() {
        threeEvents();
        append(event("b.paused", 3, "prefect.work-pool.1", Map.of("prefect.resource.name", "pool"), "x", "y"));

        assertThat(count("event").getList("value")).containsExactly("b.paused", "a.finished_now", "a.started");
        assertThat(count("event").getList("count")).containsExactly(2, 1, 1);
        assertThat(count("resource").getString("[0].label")).isEqualTo("pool");
        assertThat(count("day").getList("count", Integer.class).stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(4);
        assertThat(count("time").getList("count", Integer.class).stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(4);
        gateway(workspace).body("{}").post("/api/events/count-by/colour").then().statusCode(422);
    }

    @Test
    void aPageHasAtMostFiftyEvents() {
        gateway(workspace)
                .body("{\"limit\":51}")
                .post("/api/events/filter")
                .then()
                .statusCode(422);
    }

    private JsonPath count(String countable) {
        String since = start.minusSeconds(7_200).toString();
        return gateway(workspace)
                .body("{\"filter\":{\"occurred\":{\"since\":\"" + since
                        + "\"}},\"time_unit\":\"hour\",\"time_interval\":0.5}")
                .post("/api/events/count-by/" + countable)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath filter(String body) {
        return gateway(workspace)
                .body(body)
                .post("/api/events/filter")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void append(Map<String, Object> event) {
        transactions
                .run(tx -> log.append(tx, workspace, event, Cause.NONE))
                .await()
                .indefinitely();
    }

    private Map<String, Object> event(
            String name, int second, String resource, Map<String, String> labels, String related, String role) {
        var all = new java.util.HashMap<>(labels);
        all.put("prefect.resource.id", resource);
        return Map.of(
                "id", UUID.randomUUID().toString(),
                "occurred", start.plusSeconds(second).toString(),
                "event", name,
                "resource", all,
                "related", List.of(Map.of("prefect.resource.id", related, "prefect.resource.role", role)),
                "payload", Map.of("text", "payload of " + name));
    }
}
