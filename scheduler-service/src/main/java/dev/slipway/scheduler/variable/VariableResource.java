package dev.slipway.scheduler.variable;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/variables")
class VariableResource {
    private final VariableRepository variables;
    private final Listing listing;
    private final CurrentCaller caller;

    VariableResource(VariableRepository variables, Listing listing, CurrentCaller caller) {
        this.variables = variables;
        this.listing = listing;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    public Uni<Variable> create(JsonObject body) {
        ApiProblem.requireBody(body);
        var request = new VariableRequest(body).valid();
        return variables
                .insert(caller.workspace(), request.name(), request.value(), request.tags())
                .map(made -> made.orElseThrow(() ->
                        ApiProblem.conflict("A variable with the name '" + request.name() + "' already exists.")));
    }

    @GET
    @Path("{id}")
    public Uni<Variable> get(@RestPath UUID id) {
        return variables.find(caller.workspace(), id).map(found -> found.orElseThrow(VariableResource::notFound));
    }

    @GET
    @Path("name/{name}")
    public Uni<Variable> named(@RestPath String name) {
        return variables.named(caller.workspace(), name).map(found -> found.orElseThrow(VariableResource::notFound));
    }

    @PATCH
    @Path("{id}")
    public Uni<Void> update(@RestPath UUID id, JsonObject body) {
        ApiProblem.requireBody(body);
        var request = new VariableRequest(body).valid();
        return get(id).chain(variable -> variables.update(variable, request.json()));
    }

    @PATCH
    @Path("name/{name}")
    public Uni<Void> updateNamed(@RestPath String name, JsonObject body) {
        ApiProblem.requireBody(body);
        var request = new VariableRequest(body).valid();
        return named(name).chain(variable -> variables.update(variable, request.json()));
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(@RestPath UUID id) {
        return get(id).chain(variables::delete);
    }

    @DELETE
    @Path("name/{name}")
    public Uni<Void> deleteNamed(@RestPath String name) {
        return named(name).chain(variables::delete);
    }

    @POST
    @Path("filter")
    public Uni<List<Variable>> filter(@Nullable JsonObject body) {
        return variables.list(listing.query(Target.VARIABLES, caller.workspace(), body), body);
    }

    @POST
    @Path("count")
    public Uni<Long> count(@Nullable JsonObject body) {
        return listing.count(listing.query(Target.VARIABLES, caller.workspace(), body));
    }

    private static ApiProblem notFound() {
        return ApiProblem.notFound("Variable not found");
    }
}
