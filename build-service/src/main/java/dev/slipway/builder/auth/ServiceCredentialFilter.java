package dev.slipway.builder.auth;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Stands before every path of the service's port, also before those that do not exist. */
@ApplicationScoped
class ServiceCredentialFilter {
    private static final String HEADER = "X-Slipway-Service";
    private static final int BEFORE_EVERYTHING = 10_000;
    private static final Set<String> OF_DISPATCHER =
            Set.of("/internal/v1/registry-credentials", "/internal/v1/statement-verifications");

    private final ServiceCredentials credentials;

    ServiceCredentialFilter(ServiceConfig config) {
        Map<String, String> tokens = new HashMap<>();
        config.gateway().ifPresent(token -> tokens.put("gateway", token));
        config.scheduler().ifPresent(token -> tokens.put("scheduler", token));
        config.dispatcher().ifPresent(token -> tokens.put("dispatcher", token));
        credentials = new ServiceCredentials(tokens);
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_EVERYTHING);
    }

    private void check(RoutingContext context) {
        Optional<String> caller = credentials.caller(context.request().getHeader(HEADER));
        if (caller.isEmpty()) {
            answer(context, 401, "unauthorized", "Unauthorized", "This port is for Slipway's services only.");
        } else if (!mayCall(caller.get(), context.normalizedPath())) {
            answer(context, 403, "forbidden", "Forbidden", "The service " + caller.get() + " may not call this path.");
        } else {
            context.next();
        }
    }

    /** Passwords of registries are for the one service that starts containers, which asks for statements; the rest is for the gateway. */
    private static boolean mayCall(String caller, String path) {
        return caller.equals(OF_DISPATCHER.contains(path) ? "dispatcher" : "gateway");
    }

    private static void answer(RoutingContext context, int status, String code, String title, String detail) {
        var problem = new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("code", code);
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/problem+json")
                .end(problem.encode());
    }
}
