package dev.slipway.scheduler.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.schema.Hydration;
import dev.slipway.scheduler.schema.JsonSchemas;
import dev.slipway.scheduler.schema.JsonSchemas.Required;
import dev.slipway.scheduler.variable.VariableRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;

/** Resolves parameters and holds them against the flow's schema. */
@ApplicationScoped
class Parameters {
    private static final int MAX_SIZE = 524_288;

    private final VariableRepository variables;

    Parameters(VariableRepository variables) {
        this.variables = variables;
    }

    /** The deployment with resolved parameters, if the body names any; those that a run gives may be missing. */
    Uni<Deployment> checked(SqlClient client, Deployment wanted, DeploymentBody body, int invalidStatus) {
        if (!body.json().containsKey("parameters")) {
            return Uni.createFrom().item(wanted);
        }
        return hydrated(client, wanted.workspace(), wanted.parameters()).map(parameters -> {
            if (wanted.enforceParameterSchema()) {
                check(wanted, parameters, Required.IGNORED, invalidStatus);
            }
            return wanted.withParameters(parameters);
        });
    }

    /** Parameters of a run: the deployment's, the given ones over them. */
    Uni<JsonObject> ofRun(SqlClient client, Deployment deployment, JsonObject given, boolean isEnforced) {
        var merged = deployment.parameters().copy().mergeIn(given);
        return hydrated(client, deployment.workspace(), merged).invoke(parameters -> {
            if (isEnforced) {
                check(deployment, parameters, Required.ENFORCED, 409);
            }
        });
    }

    private Uni<JsonObject> hydrated(SqlClient client, String workspace, JsonObject parameters) {
        if (parameters.encode().getBytes(UTF_8).length > MAX_SIZE) {
            throw ApiProblem.invalid("Flow run parameters exceed the maximum size of " + MAX_SIZE + " bytes.");
        }
        var names = Hydration.variableNames(parameters);
        return names.isEmpty()
                ? Uni.createFrom().item(() -> Hydration.hydrate(parameters, java.util.Map.of()))
                : variables.values(client, workspace, names).map(values -> Hydration.hydrate(parameters, values));
    }

    private static void check(Deployment deployment, JsonObject parameters, Required required, int status) {
        var errors = JsonSchemas.errors(deployment.parameterOpenapiSchema(), parameters, required);
        if (!errors.isEmpty()) {
            throw ApiProblem.of(status, "Validation failed for parameters: " + String.join("; ", errors));
        }
    }
}
