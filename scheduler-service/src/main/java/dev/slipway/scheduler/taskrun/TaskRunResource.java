package dev.slipway.scheduler.taskrun;

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
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Task runs over HTTP. Most of them are reported as events instead; see {@link TaskRunRecorder}. */
@Path("/api/task_runs")
class TaskRunResource {
    private static final String BY_ID = "ID_DESC";

    private final TaskRuns taskRuns;
    private final TaskRunRepository stored;
    private final Listing listing;
    private final CurrentCaller caller;
    private final Clock clock;

    TaskRunResource(TaskRuns taskRuns, TaskRunRepository stored, Listing listing, CurrentCaller caller, Clock clock) {
        this.taskRuns = taskRuns;
        this.stored = stored;
        this.listing = listing;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Path("/")
    public Uni<RestResponse<JsonObject>> create(JsonObject body) {
        var request = TaskRunRequest.of(body);
        return taskRuns.create(caller.workspace(), request.run(), request.state())
                .map(created -> RestResponse.ResponseBuilder.create(
                                created.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                                view(created.run()))
                        .build());
    }

    @GET
    @Path("/{id}")
    public Uni<JsonObject> get(@RestPath UUID id) {
        return stored.find(caller.workspace(), id).map(found -> view(found.orElseThrow(TaskRunResource::notFound)));
    }

    @PATCH
    @Path("/{id}")
    public Uni<Void> rename(@RestPath UUID id, JsonObject body) {
        String name = body.getString("name");
        if (name == null) {
            return get(id).replaceWithVoid();
        }
        return stored.rename(caller.workspace(), id, name)
                .invoke(TaskRunResource::orNotFound)
                .replaceWithVoid();
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> delete(@RestPath UUID id) {
        return stored.delete(caller.workspace(), id)
                .invoke(TaskRunResource::orNotFound)
                .replaceWithVoid();
    }

    @POST
    @Path("/{id}/set_state")
    public Uni<RestResponse<JsonObject>> setState(@RestPath UUID id, JsonObject body) {
        var proposal = TaskRunRequest.proposal(body.getValue("state"));
        if (proposal == null) {
            throw ApiProblem.invalid("state is missing");
        }
        return taskRuns.propose(caller.workspace(), id, proposal).map(TaskRunResource::answer);
    }

    @POST
    @Path("/filter")
    public Uni<List<JsonObject>> filter(@Nullable JsonObject body) {
        var query = listing.query(Target.TASK_RUNS, caller.workspace(), body);
        return listing.list(
                query, body, BY_ID, TaskRunRepository.COLUMNS, Listing.each(row -> view(TaskRunRepository.read(row))));
    }

    @POST
    @Path("/count")
    public Uni<Long> count(@Nullable JsonObject body) {
        return listing.count(listing.query(Target.TASK_RUNS, caller.workspace(), body));
    }

    @POST
    @Path("/paginate")
    public Uni<Listing.Page<JsonObject>> paginate(@Nullable JsonObject body) {
        return listing.paginate(body, count(body), filter(Listing.paged(body)));
    }

    private static RestResponse<JsonObject> answer(TaskRuns.Decision decision) {
        var result = OrchestrationView.of(decision);
        var status = decision.verdict() instanceof TransitionVerdict.Accept
                        || decision.verdict() instanceof TransitionVerdict.Replace
                ? RestResponse.Status.CREATED
                : RestResponse.Status.OK;
        return RestResponse.ResponseBuilder.create(status, result).build();
    }

    private JsonObject view(TaskRun run) {
        return TaskRunJson.view(run, clock.instant());
    }

    private static void orNotFound(boolean changed) {
        if (!changed) {
            throw notFound();
        }
    }

    private static ApiProblem notFound() {
        return ApiProblem.notFound("Task not found");
    }
}
