package dev.slipway.scheduler.log;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Log lines over HTTP. */
@Path("/api")
class LogResource {
    private final LogRepository logs;
    private final FlowRunRepository flowRuns;
    private final Listing listing;
    private final CurrentCaller caller;

    LogResource(LogRepository logs, FlowRunRepository flowRuns, Listing listing, CurrentCaller caller) {
        this.logs = logs;
        this.flowRuns = flowRuns;
        this.listing = listing;
        this.caller = caller;
    }

    @POST
    @Path("/logs/filter")
    public Uni<List<LogLine>> filter(@Nullable JsonObject body) {
        var query = listing.query(Target.LOGS, caller.workspace(), body);
        return listing.list(query, body, "TIMESTAMP_ASC", LogRepository.COLUMNS, Listing.each(LogRepository::read));
    }

    @GET
    @Path("/flow_runs/{id}/logs/download")
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
