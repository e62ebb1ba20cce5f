package dev.slipway.scheduler.dashboard;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import dev.slipway.scheduler.state.StateType;
import dev.slipway.scheduler.taskrun.TaskRuns;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/ui/task_runs")
class TaskRunDashboardResource {
    private final DashboardRepository dashboard;
    private final TaskRunDashboard taskRuns;
    private final TaskRuns stored;
    private final Listing listing;
    private final CurrentCaller caller;
    private final Clock clock;

    TaskRunDashboardResource(
            DashboardRepository dashboard,
            TaskRunDashboard taskRuns,
            TaskRuns stored,
            Listing listing,
            CurrentCaller caller,
            Clock clock) {
        this.dashboard = dashboard;
        this.taskRuns = taskRuns;
        this.stored = stored;
        this.listing = listing;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Path("dashboard/counts")
    public Uni<List<TaskRunDashboard.Ended>> ended(@Nullable JsonObject body) {
        var buckets = TaskRunBuckets.of(body, clock.instant());
        return taskRuns.ended(listing.query(Target.TASK_RUNS, caller.workspace(), buckets.filter()), buckets);
    }

    /** All states are there, as zeros too. */
    @POST
    @Path("count")
    public Uni<Map<String, Long>> count(@Nullable JsonObject body) {
        return dashboard
                .taskRunsPerState(listing.query(Target.TASK_RUNS, caller.workspace(), body))
                .map(counts -> {
                    var all = new LinkedHashMap<String, Long>();
                    for (var type : StateType.values()) {
                        all.put(type.name(), counts.getOrDefault(type.name(), 0L));
                    }
                    return all;
                });
    }

    @GET
    @Path("{id}")
    public Uni<JsonObject> get(@RestPath UUID id) {
        return stored.view(caller.workspace(), id)
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound("Task not found")))
                .chain(view -> dashboard
                        .flowRunName(caller.workspace(), id)
                        .map(name -> view.put("flow_run_name", name.orElse(null))));
    }
}
