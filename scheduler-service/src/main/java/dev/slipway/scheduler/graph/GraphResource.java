package dev.slipway.scheduler.graph;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.taskrun.TaskRuns;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/api/flow_runs/{id}")
class GraphResource {
    private static final List<String> COPIED = List.of(
            "id",
            "name",
            "state",
            "expected_start_time",
            "start_time",
            "end_time",
            "total_run_time",
            "estimated_run_time");

    private final Graphs graphs;
    private final TaskRuns taskRuns;
    private final CurrentCaller caller;

    GraphResource(Graphs graphs, TaskRuns taskRuns, CurrentCaller caller) {
        this.graphs = graphs;
        this.taskRuns = taskRuns;
        this.caller = caller;
    }

    @GET
    @Path("graph-v2")
    public Uni<Graph> graph(@RestPath UUID id, @RestQuery @Nullable String since) {
        return graphs.of(caller.workspace(), id, since == null ? Instant.MIN : time(since));
    }

    /** The older form: each task run with what it depends on. */
    @GET
    @Path("graph")
    public Uni<List<JsonObject>> dependencies(@RestPath UUID id) {
        return taskRuns.viewsOf(caller.workspace(), id)
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound("Flow run with id " + id + " not found")))
                .map(views -> views.stream().map(GraphResource::dependency).toList());
    }

    private static JsonObject dependency(JsonObject view) {
        var dependency = new JsonObject();
        COPIED.forEach(field -> dependency.put(field, view.getValue(field)));
        var upstream = new LinkedHashSet<Object>();
        for (Map.Entry<String, Object> input : view.getJsonObject("task_inputs")) {
            if (input.getValue() instanceof JsonArray sources) {
                sources.forEach(upstream::add);
            }
        }
        return dependency
                .put("upstream_dependencies", new JsonArray(List.copyOf(upstream)))
                .put("untrackable_result", isUntrackable(view));
    }

    private static boolean isUntrackable(JsonObject view) {
        return view.getValue("state") instanceof JsonObject state
                && state.getValue("state_details") instanceof JsonObject details
                && Boolean.TRUE.equals(details.getValue("untrackable_result"));
    }

    private static Instant time(String since) {
        try {
            return WireTimes.parse(since);
        } catch (DateTimeException e) {
            throw ApiProblem.invalid("since: a time is needed");
        }
    }
}
