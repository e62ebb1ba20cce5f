package dev.slipway.scheduler.automation.action;

import dev.slipway.scheduler.concurrency.LimitViews;
import dev.slipway.scheduler.deployment.DeploymentCommands;
import dev.slipway.scheduler.flow.FlowRepository;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.flowrun.FlowRunViews;
import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.taskrun.TaskRuns;
import dev.slipway.scheduler.variable.VariableRepository;
import dev.slipway.scheduler.workpool.WorkPoolRepository;
import dev.slipway.scheduler.workpool.WorkQueueRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The objects of the API that templates can name, as clients read them. Blocks. */
@ApplicationScoped
class NativeObjects {
    private static final Duration READING = Duration.ofSeconds(20);

    private final Runs runs;
    private final Places places;
    private final DeploymentCommands deployments;
    private final VariableRepository variables;

    NativeObjects(Runs runs, Places places, DeploymentCommands deployments, VariableRepository variables) {
        this.runs = runs;
        this.places = places;
        this.deployments = deployments;
        this.variables = variables;
    }

    /** Flows and what runs of them. */
    @ApplicationScoped
    static class Runs {
        private final FlowRepository flows;
        private final FlowRunRepository flowRuns;
        private final FlowRunViews views;
        private final TaskRuns taskRuns;

        Runs(FlowRepository flows, FlowRunRepository flowRuns, FlowRunViews views, TaskRuns taskRuns) {
            this.flows = flows;
            this.flowRuns = flowRuns;
            this.views = views;
            this.taskRuns = taskRuns;
        }

        Uni<Optional<JsonObject>> flow(String workspace, UUID id) {
            return flows.find(workspace, id).map(found -> found.map(WireJson::object));
        }

        Uni<Optional<JsonObject>> flowRun(String workspace, UUID id) {
            return flowRuns.find(workspace, id)
                    .chain(found -> found.map(run -> views.of(run).map(view -> Optional.of(WireJson.object(view))))
                            .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
        }

        Uni<Optional<JsonObject>> taskRun(String workspace, UUID id) {
            return taskRuns.view(workspace, id);
        }
    }

    /** Where they run. */
    @ApplicationScoped
    static class Places {
        private final WorkPoolRepository pools;
        private final WorkQueueRepository queues;
        private final LimitViews limits;

        Places(WorkPoolRepository pools, WorkQueueRepository queues, LimitViews limits) {
            this.pools = pools;
            this.queues = queues;
            this.limits = limits;
        }

        Uni<Optional<JsonObject>> pool(String workspace, UUID id) {
            return pools.find(workspace, id).map(found -> found.map(WireJson::object));
        }

        Uni<Optional<JsonObject>> queue(String workspace, UUID id) {
            return queues.find(workspace, id).map(found -> found.map(WireJson::object));
        }

        Uni<Optional<JsonObject>> limit(String workspace, UUID id) {
            return limits.view(workspace, id);
        }
    }

    Optional<JsonObject> find(String workspace, String name, UUID id) {
        var found =
                switch (name) {
                    case "flow" -> runs.flow(workspace, id);
                    case "flow_run" -> runs.flowRun(workspace, id);
                    case "task_run" -> runs.taskRun(workspace, id);
                    case "deployment" -> deployments.view(workspace, id);
                    case "work_pool" -> places.pool(workspace, id);
                    case "work_queue" -> places.queue(workspace, id);
                    case "concurrency_limit" -> places.limit(workspace, id);
                    default -> throw new IllegalArgumentException(name);
                };
        return found.await().atMost(READING);
    }

    Map<String, Object> variables(String workspace) {
        return variables.values(workspace).await().atMost(READING);
    }
}
