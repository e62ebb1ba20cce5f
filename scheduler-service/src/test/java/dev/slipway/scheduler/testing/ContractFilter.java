package dev.slipway.scheduler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.PrefectApi;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;

/** Holds every good answer of a test against the real server's description of it. */
public final class ContractFilter implements Filter {
    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        String path = URI.create(request.getURI()).getPath();
        if (path.startsWith("/api/") && response.statusCode() < 300) {
            var api = PrefectApi.installed();
            api.operation(request.getMethod(), path.substring("/api".length())).ifPresent(operation -> assertThat(
                            api.faults(operation, response.statusCode(), response.asString()))
                    .as("%s %s answered %s", request.getMethod(), path, response.asString())
                    .isEmpty());
        }
        return response;
    }
}
