package dev.slipway.scheduler.concurrency;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.json.Names;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/v2/concurrency_limits")
class ConcurrencyLimitResource {
    private final LimitRepository limits;
    private final CurrentCaller caller;

    ConcurrencyLimitResource(LimitRepository limits, CurrentCaller caller) {
        this.limits = limits;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    public Uni<ConcurrencyLimit> create(LimitRequest request) {
        ApiProblem.requireBody(request);
        var workspace = caller.workspace();
        var valid = request.valid();
        var name = Names.valid(valid.name());
        if (valid.limit() == null) {
            throw ApiProblem.invalid("limit: field required");
        }
        double decay = valid.slotDecayPerSecond() == null ? 0 : valid.slotDecayPerSecond();
        return limits.insert(workspace, name, valid.limit(), !Boolean.FALSE.equals(valid.active()), decay)
                .invoke(isNew -> {
                    if (!isNew) {
                        throw ApiProblem.conflict("A concurrency limit with the name '" + name + "' already exists.");
                    }
                })
                .chain(() -> limits.find(workspace, name))
                .map(java.util.Optional::orElseThrow);
    }

    @GET
    @Path("{idOrName}")
    public Uni<ConcurrencyLimit> get(@RestPath String idOrName) {
        return limits.find(caller.workspace(), idOrName)
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound("Concurrency Limit not found")));
    }

    @PATCH
    @Path("{idOrName}")
    public Uni<Void> update(@RestPath String idOrName, LimitRequest request) {
        ApiProblem.requireBody(request);
        var valid = request.valid();
        return get(idOrName).chain(limit -> limits.update(limit, valid));
    }

    @DELETE
    @Path("{idOrName}")
    public Uni<Void> delete(@RestPath String idOrName) {
        return get(idOrName).chain(limits::delete);
    }

    @POST
    @Path("filter")
    public Uni<List<ConcurrencyLimit>> filter(@Nullable JsonObject body) {
        return limits.list(caller.workspace(), body);
    }
}
