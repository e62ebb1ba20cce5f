package dev.slipway.scheduler.block;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The block in which results are kept if a flow does not say where. */
@Path("/api/admin/storage")
class ResultStorageResource {
    private static final String FIELD = "default_result_storage_block_id";

    private final ResultStorageRepository storage;
    private final CurrentCaller caller;

    ResultStorageResource(ResultStorageRepository storage, CurrentCaller caller) {
        this.storage = storage;
        this.caller = caller;
    }

    /** The block; null for none. */
    record StorageView(@Nullable UUID defaultResultStorageBlockId) {}

    @GET
    public Uni<StorageView> get() {
        return storage.find(caller.workspace()).map(found -> new StorageView(found.orElse(null)));
    }

    @PUT
    public Uni<StorageView> set(@Nullable JsonObject body) {
        String workspace = caller.workspace();
        UUID document = document(body);
        return storage.canWrite(workspace, document)
                .invoke(found -> check(document, found))
                .chain(() -> storage.set(workspace, document))
                .replaceWith(new StorageView(document));
    }

    @DELETE
    @ResponseStatus(204)
    public Uni<Void> clear() {
        return storage.clear(caller.workspace());
    }

    private static UUID document(@Nullable JsonObject body) {
        try {
            if (body != null && body.getValue(FIELD) instanceof String id) {
                return UUID.fromString(id);
            }
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid(FIELD + ": not a UUID");
        }
        throw ApiProblem.invalid(FIELD + ": field required");
    }

    private static void check(UUID document, Optional<Boolean> canWrite) {
        if (!canWrite.orElseThrow(() -> ApiProblem.notFound("Block document " + document + " not found."))) {
            throw ApiProblem.invalid("Block document " + document + " cannot be used for result storage.");
        }
    }
}
