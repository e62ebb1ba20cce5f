package dev.slipway.scheduler.taskrun;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.state.State;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The states that task runs were in. */
@Path("/api/task_run_states")
class TaskRunStateResource {
    private final TaskRunRepository taskRuns;
    private final CurrentCaller caller;

    TaskRunStateResource(TaskRunRepository taskRuns, CurrentCaller caller) {
        this.taskRuns = taskRuns;
        this.caller = caller;
    }

    @GET
    @Path("/")
    public Uni<List<State>> list(@RestQuery("task_run_id") @Nullable UUID taskRunId) {
        if (taskRunId == null) {
            throw ApiProblem.invalid("task_run_id is missing");
        }
        return taskRuns.states(caller.workspace(), taskRunId);
    }

    @GET
    @Path("/{id}")
    public Uni<State> get(@RestPath UUID id) {
        return taskRuns.state(caller.workspace(), id)
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound("Flow run state not found")));
    }
}
