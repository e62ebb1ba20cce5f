package dev.slipway.scheduler.provenance;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.deployment.Deployment;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Asked by the gateway, which joins the parts. */
@Path("/internal/v1/provenance")
class ProvenanceResource {
    private final ProvenanceRepository provenance;
    private final CurrentCaller caller;
    private final Clock clock;

    ProvenanceResource(ProvenanceRepository provenance, CurrentCaller caller, Clock clock) {
        this.provenance = provenance;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Versions and runs of one of the four.
     *
     * @param builds ids with commas
     * @param deployment its id, or flow and name with a slash
     */
    @GET
    public Uni<JsonObject> of(
            @RestQuery @Nullable String builds,
            @RestQuery @Nullable String image,
            @RestQuery @Nullable String deployment,
            @RestQuery @Nullable String run) {
        String workspace = caller.workspace();
        if (run != null) {
            return ofRun(workspace, id(run));
        }
        Uni<JsonArray> versions = deployment != null
                ? provenance.ofDeployment(workspace, deployment(workspace, deployment))
                : image != null ? provenance.ofImage(workspace, image) : provenance.ofBuilds(workspace, ids(builds));
        return versions.chain(found -> provenance
                .runs(workspace, now(), deployments(found), names(found))
                .map(runs -> answer(found, runs)));
    }

    private Uni<JsonObject> ofRun(String workspace, UUID id) {
        return provenance.run(workspace, now(), id).chain(runs -> {
            JsonObject run = runs.isEmpty() ? new JsonObject() : runs.getJsonObject(0);
            Integer number = run.getInteger("deploymentVersion");
            return number == null
                    ? Uni.createFrom().item(answer(new JsonArray(), runs))
                    : provenance
                            .one(workspace, id(run.getString("deploymentId")), number)
                            .map(versions -> answer(versions, runs));
        });
    }

    private static JsonObject answer(JsonArray versions, JsonArray runs) {
        return new JsonObject().put("deploymentVersions", versions).put("runs", runs);
    }

    private static UUID[] deployments(JsonArray versions) {
        return versions.stream()
                .map(version -> id(((JsonObject) version).getString("deploymentId")))
                .distinct()
                .toArray(UUID[]::new);
    }

    private static String[] names(JsonArray versions) {
        return versions.stream()
                .map(JsonObject.class::cast)
                .map(version -> version.getString("deploymentId") + "/" + version.getInteger("number"))
                .toArray(String[]::new);
    }

    private static UUID deployment(String workspace, String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? id(name) : Deployment.idOf(workspace, name.substring(0, slash), name.substring(slash + 1));
    }

    private static UUID[] ids(@Nullable String text) {
        return Stream.of(text == null ? "" : text)
                .flatMap(ids -> Arrays.stream(ids.split(",")))
                .filter(id -> !id.isEmpty())
                .map(ProvenanceResource::id)
                .toArray(UUID[]::new);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid("'" + text + "' is not an id.");
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
