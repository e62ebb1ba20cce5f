package dev.slipway.scheduler.registration;

import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.build.v1.DeploymentSpec;
import dev.slipway.contracts.deployment.v1.DeploymentRejected;
import dev.slipway.contracts.project.v1.ProjectRefGone;
import dev.slipway.contracts.project.v1.WhenRefDeleted;
import dev.slipway.outbox.Cause;
import dev.slipway.outbox.Outbox;
import dev.slipway.scheduler.automation.Automations;
import dev.slipway.scheduler.deployment.Deployment;
import dev.slipway.scheduler.deployment.Deployments;
import dev.slipway.scheduler.deployment.Origin;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.retirement.Retirement;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Registers a build's deployments, or says of each why none was registered; retires those of refs that are gone. */
@ApplicationScoped
class Registration {
    private static final Logger LOG = Logger.getLogger(Registration.class);

    /** What the statements after it did is undone if a deployment is refused; the build stays processed, and fenced. */
    private static final String SAVEPOINT = "savepoint registration";

    private static final String ROLL_BACK = "rollback to savepoint registration";

    private final RegistrationRepository registrations;
    private final Deployments deployments;
    private final Automations automations;
    private final Retirement retirement;
    private final Outbox outbox;
    private final Clock clock;

    Registration(
            RegistrationRepository registrations,
            Deployments deployments,
            Automations automations,
            Retirement retirement,
            Outbox outbox,
            Clock clock) {
        this.registrations = registrations;
        this.deployments = deployments;
        this.automations = automations;
        this.retirement = retirement;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> register(SqlConnection tx, BuildSucceeded build, Cause cause) {
        return registrations.advance(tx, build, clock.instant()).chain(isNewest -> {
            if (!isNewest) {
                LOG.infof("build %s is not the newest of %s any more", build.buildId(), build.ref());
                return Uni.createFrom().voidItem();
            }
            return tx.query(SAVEPOINT)
                    .execute()
                    .chain(() -> registerAll(tx, build, cause))
                    .onFailure(Refusal.class)
                    .recoverWithUni(refusal -> reject(tx, build, refusal, cause));
        });
    }

    /** The ref is gone; unless it is there again, what it registered is retired as its project wants it. */
    Uni<Void> retire(SqlConnection tx, ProjectRefGone gone, Cause cause) {
        return gone.whenRefDeleted() == WhenRefDeleted.KEEP
                ? Uni.createFrom().voidItem()
                : registrations
                        .close(tx, gone, clock.instant())
                        .chain(isGone -> isGone
                                ? retirement.retire(tx, gone, cause)
                                : Uni.createFrom().voidItem());
    }

    private Uni<Void> registerAll(SqlConnection tx, BuildSucceeded build, Cause cause) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (DeploymentSpec spec : build.deployments()) {
            done = done.chain(() -> register(tx, build, spec, cause));
        }
        return done;
    }

    private Uni<Void> register(SqlConnection tx, BuildSucceeded build, DeploymentSpec spec, Cause cause) {
        var id = Deployment.idOf(build.workspace(), spec.flowName(), spec.name());
        return requireOwn(tx, build, id)
                .chain(() -> retirement.mark(tx, build.workspace(), id))
                .chain(mark -> deployments
                        .register(tx, build.workspace(), spec, paused(spec, mark), Origin.of(build), cause)
                        .call(registered -> mark.isPresent()
                                ? retirement.registeredAgain(tx, registered.deployment(), name(spec), mark.get(), cause)
                                : Uni.createFrom().voidItem()))
                .chain(registered -> automate(tx, registered.deployment(), spec.triggers()))
                .onFailure(ApiProblem.class)
                .transform(problem -> new Refusal(spec, problem));
    }

    /** Only what the deletion of its ref had paused runs again without being told to. */
    private static @Nullable Boolean paused(DeploymentSpec spec, Optional<JsonObject> mark) {
        return spec.paused() == null ? mark.map(Retirement::wasPaused).orElse(null) : spec.paused();
    }

    /** A preview takes over nobody's deployment, however the ref was named. */
    private Uni<Void> requireOwn(SqlConnection tx, BuildSucceeded build, UUID deployment) {
        return !Boolean.TRUE.equals(build.preview())
                ? Uni.createFrom().voidItem()
                : registrations
                        .ownedByAnother(tx, build, deployment)
                        .invoke(other -> other.ifPresent(owner -> {
                            throw ApiProblem.invalid(
                                    "A preview takes nothing over, and this deployment was registered by " + owner
                                            + ". Give the branch or the deployment another name.");
                        }))
                        .replaceWithVoid();
    }

    private static String name(DeploymentSpec spec) {
        return spec.flowName() + "/" + spec.name();
    }

    /** The automations that belong to the deployment are those of its triggers, as {@code prefect deploy} leaves them. */
    private Uni<Void> automate(SqlConnection tx, Deployment deployment, @Nullable List<Map<String, Object>> triggers) {
        if (triggers == null) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> done =
                automations.deleteOwnedBy(tx, deployment.workspace(), DeploymentTriggers.owner(deployment.id()));
        for (Map<String, Object> trigger : triggers) {
            done = done.chain(() -> automations.create(
                            tx, deployment.workspace(), DeploymentTriggers.automation(deployment.id(), trigger)))
                    .replaceWithVoid();
        }
        return done;
    }

    private Uni<Void> reject(SqlConnection tx, BuildSucceeded build, Refusal refusal, Cause cause) {
        List<DeploymentRejected> facts = build.deployments().stream()
                .map(spec -> rejected(build, spec, refusal))
                .toList();
        return tx.query(ROLL_BACK).execute().chain(() -> outbox.appendAll(tx, facts, cause));
    }

    private DeploymentRejected rejected(BuildSucceeded build, DeploymentSpec spec, Refusal refusal) {
        String reason = refusal.concerns(spec)
                ? refusal.getMessage()
                : "Another deployment of the same push was refused: " + refusal.getMessage();
        return new DeploymentRejected(
                build.workspace(),
                Deployment.idOf(build.workspace(), spec.flowName(), spec.name()),
                spec.flowName(),
                spec.name(),
                build.buildId(),
                String.valueOf(reason),
                clock.instant());
    }
}
