package dev.slipway.scheduler.dashboard;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.schema.Hydration;
import dev.slipway.scheduler.schema.JsonSchemas;
import dev.slipway.scheduler.variable.VariableRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;

/** Checks what a user has typed into a form, before it is sent. */
@Path("/api/ui/schemas/validate")
class SchemaDashboardResource {
    private final VariableRepository variables;
    private final Pool pool;
    private final CurrentCaller caller;

    SchemaDashboardResource(VariableRepository variables, Pool pool, CurrentCaller caller) {
        this.variables = variables;
        this.pool = pool;
        this.caller = caller;
    }

    @POST
    public Uni<JsonObject> validate(@Nullable JsonObject body) {
        if (body == null
                || !(body.getValue("schema") instanceof JsonObject schema)
                || !(body.getValue("values") instanceof JsonObject values)) {
            throw ApiProblem.invalid("schema and values: objects are needed");
        }
        return variables
                .values(pool, caller.workspace(), Hydration.variableNames(values))
                .map(known -> verdict(schema, Hydration.hydrate(values, known)));
    }

    private static JsonObject verdict(JsonObject schema, JsonObject values) {
        var errors = new JsonArray();
        JsonSchemas.faults(schema, values).forEach(fault -> FormErrors.add(errors, fault));
        return new JsonObject().put("errors", errors).put("valid", errors.isEmpty());
    }
}
