package dev.slipway.scheduler.graph;

import dev.slipway.scheduler.graph.GraphRepository.Made;
import dev.slipway.scheduler.graph.GraphRepository.Span;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Draws the graph of a flow run. */
@ApplicationScoped
class Graphs {
    /** Prefect's limits, too. */
    private static final int MOST_NODES = 10_000;

    private static final int MOST_ARTIFACTS = 10_000;

    private final GraphRepository stored;

    Graphs(GraphRepository stored) {
        this.stored = stored;
    }

    Uni<Graph> of(String workspace, UUID run, Instant since) {
        return Uni.combine()
                .all()
                .unis(
                        stored.span(workspace, run),
                        stored.steps(workspace, run, MOST_NODES + 1),
                        stored.artifacts(workspace, run, MOST_ARTIFACTS),
                        stored.states(workspace, run))
                .asTuple()
                .map(all -> graph(
                        all.getItem1().orElseThrow(() -> ApiProblem.notFound("Flow run " + run + " not found")),
                        small(run, all.getItem2()),
                        all.getItem3(),
                        all.getItem4(),
                        since));
    }

    private static List<Step> small(UUID run, List<Step> steps) {
        if (steps.size() > MOST_NODES) {
            throw ApiProblem.of(400, "The graph of flow run " + run + " has more than " + MOST_NODES + " nodes.");
        }
        return steps;
    }

    private static Graph graph(
            Span span, List<Step> steps, List<Made> artifacts, List<Graph.State> states, Instant since) {
        var ofSteps = new HashMap<UUID, List<Graph.Artifact>>();
        var ofRun = new ArrayList<Graph.Artifact>();
        artifacts.forEach(made -> home(made, ofSteps, ofRun).add(made.artifact()));
        var nodes = Steps.nodes(steps, ofSteps, since);
        return new Graph(
                span.start(),
                span.end(),
                nodes.stream()
                        .filter(node -> node.parents().isEmpty())
                        .map(Graph.Node::id)
                        .toList(),
                nodes.stream().map(node -> List.<Object>of(node.id(), node)).toList(),
                ofRun,
                states);
    }

    private static List<Graph.Artifact> home(
            Made made, Map<UUID, List<Graph.Artifact>> ofSteps, List<Graph.Artifact> ofRun) {
        var taskRun = made.taskRunId();
        return taskRun == null ? ofRun : ofSteps.computeIfAbsent(taskRun, id -> new ArrayList<>());
    }
}
