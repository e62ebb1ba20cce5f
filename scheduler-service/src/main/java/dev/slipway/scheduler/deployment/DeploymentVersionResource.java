package dev.slipway.scheduler.deployment;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.signal.Signals;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The versions of deployments; by id, or by the names of flow and deployment. */
@Path("/slipway/v1/deployments")
class DeploymentVersionResource {
    private static final String NO_DEPLOYMENT = "from: a deployment is needed, as flow/deployment, or its id";

    private final DeploymentVersions versions;
    private final Signals signals;
    private final CurrentCaller caller;

    DeploymentVersionResource(DeploymentVersions versions, Signals signals, CurrentCaller caller) {
        this.versions = versions;
        this.signals = signals;
        this.caller = caller;
    }

    @GET
    @Path("{id}/versions")
    public Uni<JsonObject> list(@RestPath UUID id) {
        return versions.of(caller.workspace(), id).map(DeploymentVersionResource::view);
    }

    @GET
    @Path("{flow}/{name}/versions")
    public Uni<JsonObject> list(@RestPath String flow, @RestPath String name) {
        return list(Deployment.idOf(caller.workspace(), flow, name));
    }

    @POST
    @Path("{id}/rollback")
    public Uni<JsonObject> rollBack(@RestPath UUID id, @Nullable JsonObject body) {
        String workspace = caller.workspace();
        return versions.rollBack(workspace, id, number(body))
                .invoke(() -> signals.raise(Signals.Signal.SCHEDULES))
                .chain(() -> versions.of(workspace, id))
                .map(all -> all.getFirst().view());
    }

    @POST
    @Path("{flow}/{name}/rollback")
    public Uni<JsonObject> rollBack(@RestPath String flow, @RestPath String name, @Nullable JsonObject body) {
        return rollBack(Deployment.idOf(caller.workspace(), flow, name), body);
    }

    @POST
    @Path("{id}/promote")
    public Uni<JsonObject> promote(@RestPath UUID id, @Nullable JsonObject body) {
        String workspace = caller.workspace();
        return versions.promote(workspace, id, from(workspace, body), number(body))
                .invoke(() -> signals.raise(Signals.Signal.SCHEDULES))
                .chain(() -> versions.of(workspace, id))
                .map(all -> all.getFirst().view());
    }

    @POST
    @Path("{flow}/{name}/promote")
    public Uni<JsonObject> promote(@RestPath String flow, @RestPath String name, @Nullable JsonObject body) {
        return promote(Deployment.idOf(caller.workspace(), flow, name), body);
    }

    /** An id, or the names of flow and deployment. */
    private static UUID from(String workspace, @Nullable JsonObject body) {
        Object given = body == null ? null : body.getValue("from");
        if (given instanceof String text) {
            int slash = text.indexOf('/');
            if (slash > 0 && slash < text.length() - 1) {
                return Deployment.idOf(workspace, text.substring(0, slash), text.substring(slash + 1));
            }
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                throw ApiProblem.invalid(NO_DEPLOYMENT);
            }
        }
        throw ApiProblem.invalid(NO_DEPLOYMENT);
    }

    private static @Nullable Integer number(@Nullable JsonObject body) {
        Object given = body == null ? null : body.getValue("version");
        if (given == null || given instanceof Integer) {
            return (Integer) given;
        }
        throw ApiProblem.invalid("version: the number of a version is needed");
    }

    private static JsonObject view(List<DeploymentVersion> versions) {
        DeploymentVersion current = versions.getFirst();
        return new JsonObject()
                .put("deploymentId", current.deploymentId().toString())
                .put("deployment", current.flowName() + "/" + current.deploymentName())
                .put("current", current.number())
                .put(
                        "versions",
                        new JsonArray(
                                versions.stream().map(DeploymentVersion::view).toList()));
    }

    /** In the form of our own API. */
    @ServerExceptionMapper
    Response map(ApiProblem problem) {
        var known = Response.Status.fromStatusCode(problem.status());
        var body = new JsonObject()
                .put("type", "about:blank")
                .put("title", known == null ? "Unprocessable Content" : known.getReasonPhrase())
                .put("status", problem.status())
                .put("detail", problem.getMessage());
        return Response.status(problem.status())
                .type("application/problem+json")
                .entity(body)
                .build();
    }
}
