package dev.slipway.scheduler.dashboard;

import dev.slipway.scheduler.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/ui/flows")
class FlowDashboardResource {
    private final DashboardRepository dashboard;
    private final CurrentCaller caller;

    FlowDashboardResource(DashboardRepository dashboard, CurrentCaller caller) {
        this.dashboard = dashboard;
        this.caller = caller;
    }

    @POST
    @Path("count-deployments")
    public Uni<Map<UUID, @Nullable Long>> countDeployments(@Nullable JsonObject body) {
        var flows = IdList.of(body, "flow_ids");
        return dashboard.deploymentsPerFlow(caller.workspace(), flows).map(counts -> flows.each(counts, 0L));
    }

    @POST
    @Path("next-runs")
    public Uni<Map<UUID, DashboardRepository.@Nullable NextRun>> nextRuns(@Nullable JsonObject body) {
        var flows = IdList.of(body, "flow_ids");
        return dashboard.nextRuns(caller.workspace(), flows).map(next -> flows.each(next, null));
    }
}
