package dev.slipway.scheduler.deployment;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What deployments were, and the way back to it. */
@ApplicationScoped
class DeploymentVersions {
    private final DeploymentVersionRepository versions;
    private final Deployments deployments;
    private final Transactions transactions;
    private final Pool pool;

    DeploymentVersions(
            DeploymentVersionRepository versions, Deployments deployments, Transactions transactions, Pool pool) {
        this.versions = versions;
        this.deployments = deployments;
        this.transactions = transactions;
        this.pool = pool;
    }

    /** Newest first; the first is what the deployment is. */
    Uni<List<DeploymentVersion>> of(String workspace, UUID deploymentId) {
        return versions.of(pool, workspace, deploymentId).invoke(found -> {
            if (found.isEmpty()) {
                throw Deployments.notFound();
            }
        });
    }

    /**
     * Makes the deployment what it was, as a new version, in one transaction. Whether it is paused stays as it is.
     *
     * @param number null for the version before the current one
     */
    Uni<Void> rollBack(String workspace, UUID deploymentId, @Nullable Integer number) {
        return transactions.run(
                tx -> deployments.locked(tx, workspace, deploymentId).chain(deployment -> versions.last(
                                tx, deploymentId)
                        .map(last -> wanted(last, number))
                        .chain(wanted -> earlier(tx, workspace, deploymentId, wanted))
                        .chain(version -> deployments.takeUp(tx, deployment, version))));
    }

    /**
     * Has the deployment run what another one of its flow runs, as a new version, in one transaction: image, code, pull steps. What
     * it is run with stays: parameters, schedules, work pool, other job variables, limits. The other one may be removed already.
     *
     * @param number of the other one's version; null for its newest
     */
    Uni<Void> promote(String workspace, UUID deploymentId, UUID from, @Nullable Integer number) {
        if (from.equals(deploymentId)) {
            throw ApiProblem.conflict("This is the same deployment; a rollback takes up its earlier versions.");
        }
        return transactions.run(
                tx -> deployments.locked(tx, workspace, deploymentId).chain(deployment -> promoted(
                                tx, workspace, from, number)
                        .call(version -> requireSameFlow(tx, deployment, version))
                        .chain(version -> deployments.promote(tx, deployment, version))));
    }

    private Uni<DeploymentVersion> promoted(SqlConnection tx, String workspace, UUID from, @Nullable Integer number) {
        return (number == null ? versions.newest(tx, workspace, from) : versions.find(tx, workspace, from, number))
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound(
                        number == null
                                ? "There is no deployment to promote under that name."
                                : "The deployment to promote has no version " + number + ", or not any more.")));
    }

    /** Code of another flow would run under this one's name. */
    private Uni<Void> requireSameFlow(SqlConnection tx, Deployment deployment, DeploymentVersion version) {
        return versions.newest(tx, deployment.workspace(), deployment.id())
                .invoke(known -> known.filter(mine -> !mine.flowName().equals(version.flowName()))
                        .ifPresent(mine -> {
                            throw ApiProblem.conflict(
                                    "Only deployments of one flow can be promoted to each other: this one is of "
                                            + mine.flowName() + ", the other one of " + version.flowName() + ".");
                        }))
                .replaceWithVoid();
    }

    private static int wanted(int last, @Nullable Integer number) {
        int wanted = number == null ? last - 1 : number;
        if (wanted == last) {
            throw ApiProblem.conflict("Version " + last + " is the current one.");
        }
        if (wanted < 1) {
            throw ApiProblem.conflict("The deployment has no version before " + last + ".");
        }
        return wanted;
    }

    private Uni<DeploymentVersion> earlier(SqlConnection tx, String workspace, UUID deploymentId, int number) {
        return versions.find(tx, workspace, deploymentId, number)
                .map(found -> found.orElseThrow(
                        () -> ApiProblem.notFound("The deployment has no version " + number + ", or not any more.")));
    }
}
