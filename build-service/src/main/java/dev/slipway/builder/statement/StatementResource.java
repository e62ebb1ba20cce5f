package dev.slipway.builder.statement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.builder.problem.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/** Statements about images, and the keys that verify them. */
@Path("/slipway/v1/provenance")
class StatementResource {
    private final Statements statements;
    private final SigningKeys keys;

    StatementResource(Statements statements, SigningKeys keys) {
        this.statements = statements;
        this.keys = keys;
    }

    /** The signed envelope. */
    @GET
    @Path("/images/{digest}/statement")
    public Uni<ObjectNode> statement(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace, @RestPath String digest) {
        return statements.find(workspace, digest).map(found -> found.orElseThrow(
                        () -> Refused.notFound("A statement about " + digest))
                .json());
    }

    /** The newest first; it signs. */
    @GET
    @Path("/keys")
    public Uni<List<SigningKeys.PublicHalf>> keys() {
        return keys.all();
    }

    /** The public half of one key. */
    @GET
    @Path("/keys/{id}")
    @Produces(MediaType.TEXT_PLAIN)
    public Uni<String> key(@RestPath String id) {
        return keys.all().map(all -> all.stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refused.notFound("The key " + id))
                .pem());
    }

    /** Another key signs from now on. */
    @POST
    @Path("/keys")
    public Uni<Map<String, String>> rotate() {
        return keys.rotate().map(id -> Map.of("id", id));
    }
}
