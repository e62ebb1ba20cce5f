package dev.slipway.builder.provenance;

import dev.slipway.builder.problem.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Asked by the gateway, which joins the parts. */
@Path("/internal/v1/provenance")
class ProvenanceResource {
    private static final int MOST = 50;

    private final ProvenanceRepository provenance;

    ProvenanceResource(ProvenanceRepository provenance) {
        this.provenance = provenance;
    }

    /**
     * Builds and pushes of one of the three.
     *
     * @param builds ids with commas
     */
    @GET
    public Uni<JsonObject> of(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace,
            @RestQuery @Nullable String commit,
            @RestQuery @Nullable String image,
            @RestQuery @Nullable String builds) {
        Uni<JsonArray> found = commit != null
                ? provenance.ofCommit(workspace, commit)
                : image != null ? provenance.ofImage(workspace, image) : provenance.withIds(workspace, ids(builds));
        return found.chain(known -> provenance
                .pushes(workspace, pushes(known), commit)
                .map(pushes -> new JsonObject().put("builds", known).put("pushes", pushes)));
    }

    private static UUID[] pushes(JsonArray builds) {
        return builds.stream()
                .map(build -> UUID.fromString(((JsonObject) build).getString("pushId")))
                .toArray(UUID[]::new);
    }

    private static UUID[] ids(@Nullable String text) {
        try {
            return Stream.of(text == null ? "" : text)
                    .flatMap(ids -> Arrays.stream(ids.split(",")))
                    .filter(id -> !id.isEmpty())
                    .limit(MOST)
                    .map(UUID::fromString)
                    .toArray(UUID[]::new);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid("builds must be ids with commas.");
        }
    }
}
