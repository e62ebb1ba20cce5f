package dev.slipway.scheduler.deployment;

import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.contracts.deployment.v1.DeploymentRemoved;
import dev.slipway.outbox.Cause;
import dev.slipway.outbox.Outbox;
import dev.slipway.scheduler.flow.Flow;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Remembers what deployments were, and tells the others what they are. */
@ApplicationScoped
class DeploymentFacts {
    private final DeploymentVersionRepository versions;
    private final ScheduleRepository schedules;
    private final Outbox outbox;
    private final Clock clock;

    DeploymentFacts(DeploymentVersionRepository versions, ScheduleRepository schedules, Outbox outbox, Clock clock) {
        this.versions = versions;
        this.schedules = schedules;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The deployment is this from now on: a new version, unless it says what the last one says. The number of the version. */
    Uni<Integer> registered(SqlConnection tx, Flow flow, Deployment saved, Origin origin, Cause cause) {
        Instant now = clock.instant();
        return definition(tx, saved).chain(definition -> number(tx, saved.id(), definition, origin)
                .call(number -> number.isNew()
                        ? versions.add(
                                tx,
                                saved.workspace(),
                                new DeploymentVersion(
                                        saved.id(),
                                        number.value(),
                                        flow.name(),
                                        saved.name(),
                                        definition,
                                        origin,
                                        image(saved),
                                        cause.correlationId(),
                                        now))
                        : Uni.createFrom().voidItem())
                .map(Counted::value)
                .call(number -> outbox.append(tx, fact(flow, saved, number, origin, now), cause)));
    }

    /** The origin with whose the deployment was until now; one that is new was nobody's. */
    Uni<Origin> origin(SqlConnection tx, Optional<Deployment> old, Origin origin) {
        return old.isEmpty()
                ? Uni.createFrom().item(origin)
                : versions.newest(tx, old.get().workspace(), old.get().id())
                        .map(last -> last.map(origin::after).orElse(origin));
    }

    /** Where the deployment comes from as it is now. */
    Uni<Origin> last(SqlConnection tx, Deployment deployment) {
        return versions.newest(tx, deployment.workspace(), deployment.id())
                .map(last -> last.map(DeploymentVersion::origin).orElse(Origin.CLIENT));
    }

    private record Counted(int value, boolean isNew) {}

    private Uni<Counted> number(SqlConnection tx, UUID deployment, JsonObject definition, Origin origin) {
        return versions.last(tx, deployment)
                .chain(last -> origin.rollbackOf() != null
                        ? Uni.createFrom().item(new Counted(last + 1, true))
                        : versions.says(tx, deployment, last, definition, origin.buildId())
                                .map(isSame -> isSame ? new Counted(last, false) : new Counted(last + 1, true)));
    }

    private Uni<JsonObject> definition(SqlConnection tx, Deployment saved) {
        return versions.place(tx, saved.workQueueId()).chain(place -> schedules
                .of(tx, saved.id())
                .map(all -> DeploymentVersion.definition(
                        saved,
                        place.map(DeploymentVersionRepository.Place::pool).orElse(null),
                        place.map(DeploymentVersionRepository.Place::queue).orElse(null),
                        all)));
    }

    /** There is no such deployment from now on; what it was stays known. */
    Uni<Void> removed(SqlConnection tx, Flow flow, Deployment deployment) {
        var fact = new DeploymentRemoved(
                deployment.workspace(), deployment.id(), flow.name(), deployment.name(), clock.instant());
        return outbox.append(tx, fact, Cause.NONE);
    }

    private static DeploymentRegistered fact(Flow flow, Deployment saved, int number, Origin origin, Instant now) {
        return new DeploymentRegistered(
                saved.workspace(),
                saved.id(),
                flow.name(),
                saved.name(),
                saved.version(),
                saved.buildId(),
                image(saved),
                number,
                origin.rollbackOf(),
                origin.tookOver(),
                now);
    }

    private static @Nullable String image(Deployment deployment) {
        return deployment.jobVariables().getValue("image") instanceof String image ? image : null;
    }
}
