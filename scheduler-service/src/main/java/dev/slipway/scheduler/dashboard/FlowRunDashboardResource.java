package dev.slipway.scheduler.dashboard;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/ui/flow_runs")
class FlowRunDashboardResource {
    private final DashboardRepository dashboard;
    private final Listing listing;
    private final CurrentCaller caller;

    FlowRunDashboardResource(DashboardRepository dashboard, Listing listing, CurrentCaller caller) {
        this.dashboard = dashboard;
        this.listing = listing;
        this.caller = caller;
    }

    @POST
    @Path("history")
    public Uni<List<DashboardRepository.RunPoint>> history(@Nullable JsonObject body) {
        return dashboard.points(listing.query(Target.FLOW_RUNS, caller.workspace(), body), body);
    }

    @POST
    @Path("count-task-runs")
    public Uni<Map<UUID, @Nullable Long>> countTaskRuns(@Nullable JsonObject body) {
        var runs = IdList.of(body, "flow_run_ids");
        return dashboard.taskRunsPerFlowRun(caller.workspace(), runs).map(counts -> runs.each(counts, 0L));
    }
}
