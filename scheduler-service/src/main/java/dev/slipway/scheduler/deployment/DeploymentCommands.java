package dev.slipway.scheduler.deployment;

import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.submission.FlowRuns;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** What other features do with deployments, as a client would. */
@ApplicationScoped
public class DeploymentCommands {
    private final DeploymentRunResource.Submission submission;
    private final Deployments deployments;
    private final DeploymentRepository stored;
    private final DeploymentViews views;

    DeploymentCommands(
            DeploymentRunResource.Submission submission,
            Deployments deployments,
            DeploymentRepository stored,
            DeploymentViews views) {
        this.submission = submission;
        this.deployments = deployments;
        this.stored = stored;
        this.views = views;
    }

    /** Makes a run; the body is that of {@code POST /deployments/{id}/create_flow_run}. */
    public Uni<FlowRuns.Submitted> run(
            SqlConnection tx, String workspace, UUID id, JsonObject body, JsonObject createdBy) {
        return submission.submit(tx, workspace, id, WireJson.read(body, DeploymentRunRequest.class), createdBy);
    }

    /** Stops or continues planning. */
    public Uni<Void> pause(SqlConnection tx, String workspace, UUID id, boolean isPaused) {
        return deployments.pause(tx, workspace, id, isPaused);
    }

    /** Removes the deployment and every run of it that was not started. */
    public Uni<Void> delete(SqlConnection tx, String workspace, UUID id) {
        return deployments.delete(tx, workspace, id);
    }

    /** The deployment as clients read it. */
    public Uni<Optional<JsonObject>> view(String workspace, UUID id) {
        return stored.find(workspace, id).chain(found -> found.map(
                        deployment -> views.of(deployment).map(view -> Optional.of(WireJson.object(view))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }
}
