package dev.slipway.builder.statement;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;

/** Asked by the dispatcher before it starts what has to have a statement. */
@Path("/internal/v1/statement-verifications")
class VerificationResource {
    private final Statements statements;

    VerificationResource(Statements statements) {
        this.statements = statements;
    }

    @POST
    public Uni<Map<String, Boolean>> verify(Request request) {
        return statements.isValid(request.workspace(), request.digest()).map(valid -> Map.of("valid", valid));
    }

    /**
     * Of which image.
     *
     * @param digest {@code sha256:…}
     */
    record Request(String workspace, String digest) {}
}
