package dev.slipway.scheduler.search;

import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class SavedSearchIT {
    private static final String SEARCHES = "/api/saved_searches/";

    private static final String FILTERS =
            "[{\"object\": \"flow_run\", \"property\": \"name\", \"type\": \"string\", \"operation\": \"equals\", \"value\": \"x\"}]";

    private static Response save(String name, String filters) {
        return request()
                .body("{\"name\": \"%s\", \"filters\": %s}".formatted(name, filters))
                .put(SEARCHES);
    }

    @Test
    void savingUnderTheSameNameReplacesTheFilters() {
        var name = unique("search");
        var first = save(name, "[]").then().statusCode(201).extract().jsonPath().getString("id");
        save(name, FILTERS).then().statusCode(200);

        var kept = get(SEARCHES + first);

        assertThat(kept.getString("filters[0].property")).isEqualTo("name");
        assertThat(post(SEARCHES + "filter", "{}", 200).getList("name")).contains(name);
    }

    @Test
    void aDeletedSearchIsGone() {
        var id = save(unique("search"), "[]").jsonPath().getString("id");

        request().delete(SEARCHES + id).then().statusCode(204);

        request().get(SEARCHES + id).then().statusCode(404);
        request().delete(SEARCHES + id).then().statusCode(404);
        save(unique("search"), "\"all\"").then().statusCode(422);
        save(unique("search"), "[{\"object\": \"flow_run\"}]").then().statusCode(422);
    }
}
