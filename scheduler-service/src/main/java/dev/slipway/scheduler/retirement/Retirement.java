package dev.slipway.scheduler.retirement;

import dev.slipway.contracts.Ids;
import dev.slipway.contracts.project.v1.ProjectRefGone;
import dev.slipway.contracts.project.v1.WhenRefDeleted;
import dev.slipway.outbox.Cause;
import dev.slipway.scheduler.automation.Automations;
import dev.slipway.scheduler.deployment.Deployment;
import dev.slipway.scheduler.deployment.DeploymentCommands;
import dev.slipway.scheduler.event.EventLog;
import dev.slipway.scheduler.json.WireTimes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Retires deployments of deleted refs as their projects want it, and lets them run again. Runs that began go on. */
@ApplicationScoped
public class Retirement {
    private final RetirementRepository repository;
    private final DeploymentCommands deployments;
    private final Automations automations;
    private final EventLog events;
    private final Origin origin;

    Retirement(
            RetirementRepository repository,
            DeploymentCommands deployments,
            Automations automations,
            EventLog events,
            Origin origin) {
        this.repository = repository;
        this.deployments = deployments;
        this.automations = automations;
        this.events = events;
        this.origin = origin;
    }

    /** Where times and ids come from. */
    @Singleton
    record Origin(Clock clock, Ids ids) {}

    /** Retires what the ref registered last; what another ref, or a client, registered since is not its any more. */
    public Uni<Void> retire(SqlConnection tx, ProjectRefGone gone, Cause cause) {
        return repository
                .lock(tx, gone.workspace(), gone.project(), gone.ref())
                .chain(() -> repository.owned(tx, gone.workspace(), gone.project(), gone.ref()))
                .onItem()
                .transformToMulti(owned -> Multi.createFrom().iterable(owned))
                .onItem()
                .transformToUniAndConcatenate(deployment -> retire(tx, gone, deployment, cause))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> retire(SqlConnection tx, ProjectRefGone gone, OwnedDeployment deployment, Cause cause) {
        if (gone.whenRefDeleted() == WhenRefDeleted.DELETE) {
            String resource = "prefect.deployment." + deployment.id();
            return tell(tx, gone, deployment, "is removed", cause)
                    .chain(() -> automations.deleteOwnedBy(tx, gone.workspace(), resource))
                    .chain(() -> deployments.delete(tx, gone.workspace(), deployment.id()));
        }
        if (deployment.retired()) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> paused = deployment.paused()
                ? Uni.createFrom().voidItem()
                : deployments.pause(tx, gone.workspace(), deployment.id(), true);
        return paused.chain(() -> repository.mark(tx, gone.workspace(), deployment.id(), mark(gone, deployment)))
                .chain(() -> tell(tx, gone, deployment, "is paused", cause));
    }

    private JsonObject mark(ProjectRefGone gone, OwnedDeployment deployment) {
        return new JsonObject()
                .put("project", gone.project())
                .put("ref", gone.ref())
                .put("was_paused", deployment.paused())
                .put("at", WireTimes.format(origin.clock().instant()));
    }

    private Uni<Void> tell(
            SqlConnection tx, ProjectRefGone gone, OwnedDeployment deployment, String what, Cause cause) {
        String reason = gone.ref() + " of project " + gone.project() + " was deleted, so the deployment " + what + ".";
        Map<String, Object> payload = Map.of(
                "project", gone.project(),
                "ref", gone.ref(),
                "commit", gone.commit(),
                "whenRefDeleted", gone.whenRefDeleted().name().toLowerCase(Locale.ROOT),
                "reason", reason);
        return record(tx, gone.workspace(), "retired", deployment.id(), deployment.name(), payload, cause);
    }

    /** Whether the deployment is paused since a ref was deleted: to be asked before a push registers it again. */
    public Uni<Optional<JsonObject>> mark(SqlConnection tx, String workspace, UUID deployment) {
        return repository.marked(tx, workspace, deployment);
    }

    /** Whether somebody had paused the deployment before its ref was deleted. */
    public static boolean wasPaused(JsonObject mark) {
        return mark.getBoolean("was_paused", false);
    }

    /**
     * A push registered the deployment again: it is nobody's leftover any more, and if it runs, that is told.
     *
     * @param name of flow and deployment, with a slash
     */
    public Uni<Void> registeredAgain(
            SqlConnection tx, Deployment registered, String name, JsonObject mark, Cause cause) {
        if (registered.paused()) {
            return repository.unmark(tx, registered.workspace(), registered.id());
        }
        String reason = "It was paused when " + mark.getString("ref") + " of project " + mark.getString("project")
                + " was deleted, and is registered again.";
        Map<String, Object> payload =
                Map.of("project", mark.getString("project"), "ref", mark.getString("ref"), "reason", reason);
        return record(tx, registered.workspace(), "returned", registered.id(), name, payload, cause);
    }

    private Uni<Void> record(
            SqlConnection tx,
            String workspace,
            String what,
            UUID deployment,
            String name,
            Map<String, Object> payload,
            Cause cause) {
        Map<String, Object> event = Map.of(
                "id", origin.ids().next().toString(),
                "occurred", WireTimes.format(origin.clock().instant()),
                "event", "slipway.deployment." + what,
                "resource",
                        Map.of(
                                "prefect.resource.id",
                                "prefect.deployment." + deployment,
                                "prefect.resource.name",
                                name.substring(name.lastIndexOf('/') + 1)),
                "related", List.of(),
                "payload", payload);
        return events.appendNew(tx, workspace, event, List.of(), cause);
    }
}
