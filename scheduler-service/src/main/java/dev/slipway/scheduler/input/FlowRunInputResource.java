package dev.slipway.scheduler.input;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /flow_runs/{id}/input}. */
@Path("/api/flow_runs/{id}/input")
class FlowRunInputResource {
    private static final Pattern KEY = Pattern.compile("[a-z0-9-]{1,512}");
    private static final int MOST = 200;

    private final FlowRunInputRepository inputs;
    private final Pool pool;
    private final CurrentCaller caller;
    private final Clock clock;
    private final Ids ids;

    FlowRunInputResource(FlowRunInputRepository inputs, Pool pool, CurrentCaller caller, Clock clock, Ids ids) {
        this.inputs = inputs;
        this.pool = pool;
        this.caller = caller;
        this.clock = clock;
        this.ids = ids;
    }

    /** Body of {@code POST}. */
    record InputRequest(
            @Nullable String key,
            @Nullable String value,
            @Nullable String sender) {}

    /** Body of {@code POST …/filter}. */
    record FilterRequest(
            @Nullable String prefix,
            @Nullable Integer limit,
            @Nullable List<String> excludeKeys) {}

    @POST
    @ResponseStatus(201)
    public Uni<Void> create(@RestPath UUID id, InputRequest request) {
        ApiProblem.requireBody(request);
        String key = request.key();
        String value = request.value();
        if (key == null || value == null || !KEY.matcher(key).matches()) {
            throw ApiProblem.invalid("An input has a key of lowercase letters, digits and dashes, and a value.");
        }
        var now = clock.instant();
        var input = new FlowRunInput(ids.next(), now, now, id, key, value, request.sender());
        return inputs.insert(pool, caller.workspace(), input)
                .onFailure(FlowRunInputResource::isDuplicate)
                .transform(failure -> ApiProblem.conflict("A flow run input with this key already exists."))
                .invoke(isAdded -> {
                    if (!isAdded) {
                        throw ApiProblem.notFound("Flow run not found");
                    }
                })
                .replaceWithVoid();
    }

    private static boolean isDuplicate(Throwable failure) {
        return failure instanceof PgException database && "23505".equals(database.getSqlState());
    }

    @POST
    @Path("filter")
    public Uni<List<FlowRunInput>> list(@RestPath UUID id, FilterRequest request) {
        ApiProblem.requireBody(request);
        Integer limit = request.limit();
        String prefix = request.prefix();
        List<String> excluded = request.excludeKeys();
        return inputs.list(
                pool,
                caller.workspace(),
                id,
                prefix == null ? "" : prefix,
                excluded == null ? List.of() : excluded,
                limit == null ? 1 : Math.clamp(limit, 0, MOST));
    }

    @GET
    @Path("{key}")
    @Produces(MediaType.TEXT_PLAIN)
    public Uni<String> read(@RestPath UUID id, @RestPath String key) {
        return inputs.find(pool, caller.workspace(), id, key)
                .map(found -> found.map(FlowRunInput::value).orElseThrow(FlowRunInputResource::notFound));
    }

    @DELETE
    @Path("{key}")
    public Uni<Void> delete(@RestPath UUID id, @RestPath String key) {
        return inputs.delete(pool, caller.workspace(), id, key)
                .invoke(isDeleted -> {
                    if (!isDeleted) {
                        throw notFound();
                    }
                })
                .replaceWithVoid();
    }

    private static ApiProblem notFound() {
        return ApiProblem.notFound("Flow run input not found");
    }
}
