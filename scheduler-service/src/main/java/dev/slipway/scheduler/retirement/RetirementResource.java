package dev.slipway.scheduler.retirement;

import dev.slipway.scheduler.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Which deployments each ref of a project would take with it; asked by the gateway, which knows what is to become of them. */
@Path("/internal/v1/projects/{slug}/refs")
class RetirementResource {
    private final RetirementRepository repository;
    private final Pool pool;
    private final CurrentCaller caller;

    RetirementResource(RetirementRepository repository, Pool pool, CurrentCaller caller) {
        this.repository = repository;
        this.pool = pool;
        this.caller = caller;
    }

    @GET
    public Uni<JsonObject> owned(@RestPath String slug) {
        return repository.owned(pool, caller.workspace(), slug, null).map(owned -> new JsonObject()
                .put(
                        "deployments",
                        new JsonArray(owned.stream().map(OwnedDeployment::view).toList())));
    }
}
