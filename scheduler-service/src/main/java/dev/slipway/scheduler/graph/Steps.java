package dev.slipway.scheduler.graph;

import dev.slipway.scheduler.graph.Graph.Edge;
import dev.slipway.scheduler.graph.Graph.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Makes nodes of steps. */
final class Steps {
    private static final Comparator<Step> BY_START =
            Comparator.comparing(Step::startTime).thenComparing(Step::id);

    private final Map<UUID, Step> steps = new HashMap<>();
    private final Map<UUID, Set<UUID>> children = new HashMap<>();
    private final Map<UUID, List<Graph.Artifact>> artifacts;

    private Steps(List<Step> all, Map<UUID, List<Graph.Artifact>> artifacts) {
        this.artifacts = artifacts;
        all.forEach(step -> steps.put(step.id(), step));
        all.forEach(step -> step.upstream().forEach(parent -> children.computeIfAbsent(parent, id -> new HashSet<>())
                .add(step.id())));
    }

    /**
     * The nodes that may have changed since a time, by their start. Edges lead to all steps.
     *
     * @param artifacts of steps, by their ids
     */
    static List<Node> nodes(List<Step> all, Map<UUID, List<Graph.Artifact>> artifacts, Instant since) {
        var known = new Steps(all, artifacts);
        return all.stream()
                .filter(step -> step.endTime() == null || !step.endTime().isBefore(since))
                .sorted(BY_START)
                .map(known::node)
                .toList();
    }

    private Node node(Step step) {
        return new Node(
                step.kind(),
                step.id(),
                step.label(),
                step.stateType(),
                step.startTime(),
                step.endTime(),
                edges(step.upstream()),
                edges(children.getOrDefault(step.id(), Set.of())),
                edges(step.enclosing()),
                artifacts.getOrDefault(step.id(), List.of()));
    }

    /** Steps of other runs are left out. */
    private List<Edge> edges(Collection<UUID> ids) {
        var found = new ArrayList<Step>();
        for (UUID id : ids) {
            var step = steps.get(id);
            if (step != null) {
                found.add(step);
            }
        }
        return found.stream().sorted(BY_START).map(step -> new Edge(step.id())).toList();
    }
}
