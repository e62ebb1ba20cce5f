package dev.slipway.scheduler.log;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;

/** All lines of one flow run, as a file. */
@Path("/api/flow_runs/{id}/logs")
class FlowRunLogResource {
    private final LogRepository logs;
    private final FlowRunRepository flowRuns;
    private final CurrentCaller caller;

    FlowRunLogResource(LogRepository logs, FlowRunRepository flowRuns, CurrentCaller caller) {
        this.logs = logs;
        this.flowRuns = flowRuns;
        this.caller = caller;
    }

    @GET
    @Path("/download")
    @Produces("text/csv")
    public Multi<String> download(@RestPath UUID id) {
        String workspace = caller.workspace();
        var run = flowRuns.find(workspace, id)
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound("Flow run not found")));
        return RestMulti.fromUniResponse(run, found -> csv(workspace, id), found -> attachment(found.name()));
    }

    private Multi<String> csv(String workspace, UUID flowRunId) {
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(LogCsv.HEADER),
                        logs.all(workspace, flowRunId).map(LogCsv::rows));
    }

    private static Map<String, List<String>> attachment(String runName) {
        String file = runName.replaceAll("[^\\w.-]", "_") + "-logs.csv";
        return Map.of(HttpHeaders.CONTENT_DISPOSITION, List.of("attachment; filename=\"" + file + "\""));
    }
}
