package dev.slipway.scheduler.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListQueryTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static ListQuery query(Target target, String body) {
        return ListQuery.of(target, "default", new JsonObject(body), NOW);
    }

    private static String where(Target target, String body) {
        return query(target, body).fromWhere();
    }

    @Test
    void everyQueryIsBoundToItsWorkspace() {
        var query = query(Target.FLOW_RUNS, "{}");

        assertThat(query.fromWhere()).isEqualTo(" from flow_runs r where r.workspace = $1");
        assertThat(query.bindings().values().getString(0)).isEqualTo("default");
    }

    @Test
    void valuesNeverBecomePartOfTheStatement() {
        var query = query(Target.FLOW_RUNS, """
                {"flow_runs": {"name": {"any_": ["'; drop table flows; --"], "like_": "50%_"}}}""");

        assertThat(query.fromWhere()).doesNotContain("drop").contains("r.name = any($", "r.name ilike $");
        assertThat(query.bindings().values().getValue(2)).isEqualTo("%50\\%\\_%");
    }

    @Test
    void nullsAskForNothing() {
        assertThat(where(Target.FLOW_RUNS, """
                {"flows": null, "flow_runs": {"operator": "and_", "id": null, "state": null}, "sort": null}""")).isEqualTo(" from flow_runs r where r.workspace = $1 and true");
    }

    @Test
    void anEmptyListMatchesNothingAndAnEmptyExclusionEverything() {
        assertThat(where(Target.FLOWS, "{\"flows\": {\"id\": {\"any_\": []}}}")).contains("f.id = any($2)");
        assertThat(where(Target.FLOWS, "{\"flows\": {\"id\": {\"not_any_\": []}}}"))
                .contains("(true)");
    }

    @Test
    void criteriaAreJoinedByTheOperator() {
        assertThat(where(Target.FLOW_RUNS, """
                {"flow_runs": {"operator": "or_", "name": {"any_": ["a"]}, "tags": {"all_": ["t"]}}}""")).contains("(((r.name = any($2))) or ((r.tags @> $3)))");
    }

    @Test
    void filtersOnOtherObjectsAskForARelatedRow() {
        assertThat(where(Target.FLOW_RUNS, "{\"deployments\": {\"name\": {\"any_\": [\"d\"]}}}"))
                .contains("exists (select 1 from deployments d where d.id = r.deployment_id and (d.name = any($2)))");
        assertThat(where(Target.FLOWS, "{\"work_pools\": {\"name\": {\"any_\": [\"p\"]}}}"))
                .contains("exists (select 1 from work_pools p join");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"flow_runs\": {\"nome\": {\"any_\": []}}}",
                "{\"flow_runs\": {\"name\": {\"exactly_\": \"x\"}}}",
                "{\"flow_runs\": {\"state\": {\"colour\": {\"any_\": []}}}}",
                "{\"flow_runs\": {\"name\": \"x\"}}",
                "{\"flow_runs\": []}",
                "{\"flow_runs\": {\"id\": {\"any_\": [\"no-uuid\"]}}}",
                "{\"flow_runs\": {\"start_time\": {\"before_\": \"yesterday\"}}}",
                "{\"flow_runs\": {\"operator\": \"xor_\", \"name\": {\"any_\": [\"x\"]}}}",
                "{\"variables\": {\"name\": {\"any_\": [\"x\"]}}}"
            })
    void whatIsUnknownOrOfTheWrongKindIsRefused(String body) {
        assertThatThrownBy(() -> query(Target.FLOW_RUNS, body))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.status())
                        .isEqualTo(422));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"limit\": 201}", "{\"limit\": -1}", "{\"offset\": -1}", "{\"sort\": \"SIZE_DESC\"}"})
    void pagesHaveBounds(String body) {
        var query = query(Target.FLOWS, "{}");

        assertThatThrownBy(() -> query.page(new JsonObject(body), "NAME_ASC")).isInstanceOf(ApiProblem.class);
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void everyListHasAPage(Target target) {
        var sort =
                switch (target) {
                    case FLOW_RUNS, TASK_RUNS -> "ID_DESC";
                    case LOGS -> "TIMESTAMP_ASC";
                    case BLOCK_DOCUMENTS -> "NAME_ASC";
                    default -> "CREATED_DESC";
                };

        assertThat(query(target, "{}").page(null, sort))
                .startsWith(" order by " + target.alias() + ".")
                .endsWith(" limit $2 offset $3");
    }

    @Test
    void clientsOlderNameOfQueuesIsUnderstood() {
        var body = "{\"%s\": {\"name\": {\"any_\": [\"q\"]}}}";

        assertThat(where(Target.FLOWS, body.formatted("work_queues")))
                .isEqualTo(where(Target.FLOWS, body.formatted("work_pool_queues")));
    }
}
