package dev.slipway.dispatcher.auth;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;

/** Turns away, on every path of the main port, whoever shows no credential of a service. Health is on the management port. */
@ApplicationScoped
class ServiceDoor {
    private static final int BEFORE_EVERYTHING = 1_000;
    private static final int UNAUTHORIZED = 401;

    private final Map<String, String> accepted = new HashMap<>();

    ServiceDoor(ServiceConfig config) {
        config.gateway().ifPresent(token -> accepted.put("gateway", token));
        config.builder().ifPresent(token -> accepted.put("builder", token));
        config.scheduler().ifPresent(token -> accepted.put("scheduler", token));
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, BEFORE_EVERYTHING);
    }

    private void check(RoutingContext request) {
        if (ServiceCredential.isAccepted(request.request().getHeader("X-Slipway-Service"), accepted)) {
            request.next();
            return;
        }
        var problem = new JsonObject()
                .put("type", "about:blank")
                .put("title", "Unauthorized")
                .put("status", UNAUTHORIZED)
                .put("detail", "This address is for Slipway's own services.")
                .put("code", "service-credential-required");
        request.response()
                .setStatusCode(UNAUTHORIZED)
                .putHeader("Content-Type", "application/problem+json")
                .end(problem.encode());
    }
}
