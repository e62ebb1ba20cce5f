package dev.slipway.scheduler.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.schema.JsonSchemas.Required;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final JsonObject SCHEMA = new JsonObject("""
            {"type": "object", "properties": {"n": {"type": "integer", "position": 0},
                "when": {"$ref": "#/definitions/When"}}, "required": ["n"],
             "definitions": {"When": {"enum": ["now", "later"]}}}""");

    @Test
    void missingValuesCountOnlyWhereTheyMustBeThere() {
        assertThat(JsonSchemas.errors(SCHEMA, new JsonObject(), Required.IGNORED))
                .isEmpty();
        assertThat(JsonSchemas.errors(SCHEMA, new JsonObject(), Required.ENFORCED))
                .hasSize(1);
    }

    @Test
    void wrongTypesAndLocalReferencesAreSeen() {
        var values = new JsonObject().put("n", "one").put("when", "never");

        assertThat(JsonSchemas.errors(SCHEMA, values, Required.IGNORED)).hasSize(2);
    }

    @Test
    void otherDocumentsAreNeverFetched() {
        var remote = new JsonObject("{\"$ref\": \"http://127.0.0.1:1/schema.json\"}");

        assertThat(JsonSchemas.errors(remote, new JsonObject(), Required.ENFORCED))
                .singleElement()
                .asString()
                .contains("the schema itself is invalid");
    }

    @Test
    void kindsBecomeTheValuesThatTheyMean() {
        var values = new JsonObject("""
                {"plain": 1, "json": {"__prefect_kind": "json", "value": "{\\"a\\": [1, null]}"},
                 "none": {"__prefect_kind": "none", "value": {"x": true}},
                 "deep": [{"v": {"__prefect_kind": "workspace_variable", "variable_name": "region"}}]}""");

        assertThat(Hydration.variableNames(values)).containsExactly("region");
        assertThat(Hydration.hydrate(values, Map.of("region", "eu"))).isEqualTo(new JsonObject("""
                {"plain": 1, "json": {"a": [1, null]}, "none": {"x": true}, "deep": [{"v": "eu"}]}"""));
    }

    @Test
    void whatCannotBeResolvedIsRefused() {
        for (var kind : List.of(
                "{\"p\": {\"__prefect_kind\": \"jinja\", \"template\": \"{{ x }}\"}}",
                "{\"p\": {\"__prefect_kind\": \"json\", \"value\": \"{\"}}",
                "{\"p\": {\"__prefect_kind\": \"workspace_variable\", \"variable_name\": \"gone\"}}")) {
            assertThatThrownBy(() -> Hydration.hydrate(new JsonObject(kind), Map.of()))
                    .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.status())
                            .isEqualTo(400));
        }
    }
}
