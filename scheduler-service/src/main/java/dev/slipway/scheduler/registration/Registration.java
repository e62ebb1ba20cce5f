package dev.slipway.scheduler.registration;

import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.build.v1.DeploymentSpec;
import dev.slipway.contracts.deployment.v1.DeploymentRejected;
import dev.slipway.outbox.Cause;
import dev.slipway.outbox.Outbox;
import dev.slipway.scheduler.automation.Automations;
import dev.slipway.scheduler.deployment.Deployment;
import dev.slipway.scheduler.deployment.Deployments;
import dev.slipway.scheduler.deployment.Origin;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Registers a build's deployments, or says of each why none was registered. */
@ApplicationScoped
class Registration {
    private static final Logger LOG = Logger.getLogger(Registration.class);

    /** What the statements after it did is undone if a deployment is refused; the build stays processed, and fenced. */
    private static final String SAVEPOINT = "savepoint registration";

    private static final String ROLL_BACK = "rollback to savepoint registration";

    private final RegistrationRepository registrations;
    private final Deployments deployments;
    private final Automations automations;
    private final Outbox outbox;
    private final Clock clock;

    Registration(
            RegistrationRepository registrations,
            Deployments deployments,
            Automations automations,
            Outbox outbox,
            Clock clock) {
        this.registrations = registrations;
        this.deployments = deployments;
        this.automations = automations;
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

    private Uni<Void> registerAll(SqlConnection tx, BuildSucceeded build, Cause cause) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (DeploymentSpec spec : build.deployments()) {
            done = done.chain(() -> register(tx, build, spec, cause));
        }
        return done;
    }

    private Uni<Void> register(SqlConnection tx, BuildSucceeded build, DeploymentSpec spec, Cause cause) {
        return Uni.createFrom()
                .deferred(() -> deployments.register(tx, build.workspace(), spec, Origin.of(build), cause))
                .chain(registered -> automate(tx, registered.deployment(), spec.triggers()))
                .onFailure(ApiProblem.class)
                .transform(problem -> new Refusal(spec, problem));
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
