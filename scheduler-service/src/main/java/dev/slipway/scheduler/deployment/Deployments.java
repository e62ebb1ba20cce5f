package dev.slipway.scheduler.deployment;

import dev.slipway.contracts.Ids;
import dev.slipway.contracts.build.v1.DeploymentSpec;
import dev.slipway.outbox.Cause;
import dev.slipway.scheduler.flow.Flow;
import dev.slipway.scheduler.flow.FlowRepository;
import dev.slipway.scheduler.json.Names;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.retry.RetryWish;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registers, changes and removes deployments: for clients and for builds the same way. */
@ApplicationScoped
public class Deployments {
    private final DeploymentRepository deployments;
    private final ScheduleRepository schedules;
    private final FlowRepository flows;
    private final Checks checks;
    private final DeploymentFacts facts;
    private final Timing timing;

    Deployments(
            DeploymentRepository deployments,
            ScheduleRepository schedules,
            FlowRepository flows,
            Checks checks,
            DeploymentFacts facts,
            Timing timing) {
        this.deployments = deployments;
        this.schedules = schedules;
        this.flows = flows;
        this.checks = checks;
        this.facts = facts;
        this.timing = timing;
    }

    /** Where times and ids come from. */
    @Singleton
    record Timing(Clock clock, Ids ids) {
        Instant now() {
            return clock.instant();
        }
    }

    /** A deployment as it was registered. */
    public record Registered(Deployment deployment, boolean isNew) {}

    /**
     * Registers what a build found; replaces an earlier definition of the same name.
     *
     * @param paused null leaves it as it is
     * @throws ApiProblem through the result, with a sentence for the one who wrote the specification
     */
    public Uni<Registered> register(
            SqlConnection tx,
            String workspace,
            DeploymentSpec spec,
            @Nullable Boolean paused,
            Origin origin,
            Cause cause) {
        return flows.ensure(tx, workspace, Names.valid(spec.flowName()), List.of(), new JsonObject())
                .chain(ensured -> register(tx, ensured.flow(), SpecBody.of(spec, paused), origin, cause));
    }

    /** Registers what a client says; replaces an earlier definition of the same name. */
    Uni<Registered> register(SqlConnection tx, Flow flow, DeploymentBody body, Origin origin, Cause cause) {
        var name = Names.valid(body.get("name", null, String.class));
        var id = Deployment.idOf(flow.workspace(), flow.name(), name);
        return deployments.namedForUpdate(tx, flow.workspace(), flow.id(), name).chain(found -> {
            var old = found.orElseGet(() -> Deployment.empty(id, flow.workspace(), flow.id(), name, timing.now()));
            return change(tx, old, body, new Manner(422, true, origin.buildId()))
                    .call(saved -> facts.origin(tx, found, origin)
                            .chain(known -> facts.registered(tx, flow, saved, known, cause)))
                    .map(saved -> new Registered(saved, found.isEmpty()));
        });
    }

    /** Changes what the body names. */
    Uni<Deployment> update(SqlConnection tx, String workspace, UUID id, DeploymentBody body) {
        return deployments
                .findForUpdate(tx, workspace, id)
                .map(found -> found.orElseThrow(Deployments::notFound))
                .chain(old -> change(tx, old, body, new Manner(409, false, old.buildId()))
                        .call(saved -> flows.find(tx, workspace, saved.flowId())
                                .chain(flow ->
                                        facts.registered(tx, flow.orElseThrow(), saved, changed(old), Cause.NONE))));
    }

    /** What a client changes of a deployment is the client's, though its build is still shown. */
    private static Origin changed(Deployment old) {
        return new Origin(old.buildId(), null, null, null, null, null, null);
    }

    /** The deployment, which nobody else changes until the transaction ends. */
    Uni<Deployment> locked(SqlConnection tx, String workspace, UUID id) {
        return deployments.findForUpdate(tx, workspace, id).map(found -> found.orElseThrow(Deployments::notFound));
    }

    /** Makes the deployment what it was. */
    Uni<Void> takeUp(SqlConnection tx, Deployment current, DeploymentVersion version) {
        var body = new DeploymentBody(version.definition());
        return takeUp(tx, current, version, body, true, Origin.rollbackTo(version));
    }

    /** Has the deployment run what the version of another one runs; all else of it stays as it is. */
    Uni<Void> promote(SqlConnection tx, Deployment current, DeploymentVersion version) {
        return facts.last(tx, current)
                .chain(last ->
                        takeUp(tx, current, version, version.runBy(current), false, Origin.promotionOf(version, last)));
    }

    private Uni<Void> takeUp(
            SqlConnection tx,
            Deployment current,
            DeploymentVersion version,
            DeploymentBody body,
            boolean replacesSchedules,
            Origin origin) {
        var cause = new Cause(version.correlationId(), null);
        return change(tx, current, body, new Manner(409, replacesSchedules, origin.buildId()))
                .chain(saved -> flows.find(tx, saved.workspace(), saved.flowId())
                        .chain(flow -> facts.registered(tx, flow.orElseThrow(), saved, origin, cause)))
                .replaceWithVoid();
    }

    /**
     * @param invalidStatus of the answer to job variables or parameters that do not fit
     * @param replacesSchedules the body's schedules are all that there are
     */
    private record Manner(
            int invalidStatus,
            boolean replacesSchedules,
            @Nullable UUID buildId) {}

    private Uni<Deployment> change(SqlConnection tx, Deployment old, DeploymentBody body, Manner manner) {
        DanglingImage.check(body.get("job_variables", null, JsonObject.class));
        return checks.placement()
                .queue(tx, old, body, manner.invalidStatus())
                .map(queueId -> body.applyTo(old, queueId, manner.buildId(), timing.now()))
                .invoke(wanted -> RetryWish.check(wanted.jobVariables(), manner.invalidStatus()))
                .chain(wanted -> checks.parameters().checked(tx, wanted, body, manner.invalidStatus()))
                .call(wanted -> deployments.save(tx, wanted))
                .call(wanted -> changeSchedules(tx, old, wanted, body, manner));
    }

    private Uni<Void> changeSchedules(
            SqlConnection tx, Deployment old, Deployment wanted, DeploymentBody body, Manner manner) {
        return schedules
                .of(tx, wanted.id())
                .map(existing -> scheduleChange(wanted, existing, body, manner))
                .chain(change -> schedules.change(tx, wanted, change))
                .chain(() -> wanted.paused() || old.paused()
                        ? schedules.unplanAll(tx, wanted)
                        : schedules.refresh(tx, wanted));
    }

    private ScheduleChange scheduleChange(
            Deployment wanted, List<DeploymentSchedule> existing, DeploymentBody body, Manner manner) {
        var given = body.get("schedules", null, JsonArray.class);
        if (given == null) {
            return ScheduleChange.NONE;
        }
        var bodies = given.stream().map(ScheduleBody::of).toList();
        return manner.replacesSchedules()
                ? ScheduleChange.replace(wanted.id(), existing, bodies, timing.ids(), timing.now())
                : ScheduleChange.patch(wanted.id(), existing, bodies, timing.ids(), timing.now());
    }

    /** Stops or continues planning. */
    Uni<Void> pause(SqlConnection tx, String workspace, UUID id, boolean paused) {
        return update(tx, workspace, id, new DeploymentBody(new JsonObject().put("paused", paused)))
                .replaceWithVoid();
    }

    /** Adds schedules to those that there are. */
    Uni<List<DeploymentSchedule>> addSchedules(SqlConnection tx, String workspace, UUID id, JsonArray given) {
        return deployments
                .findForUpdate(tx, workspace, id)
                .map(found -> found.orElseThrow(Deployments::notFound))
                .chain(deployment -> {
                    var added = given.stream()
                            .map(ScheduleBody::of)
                            .map(body -> body.create(timing.ids().next(), id, timing.now()))
                            .toList();
                    var change = new ScheduleChange(added, List.of(), List.of());
                    return schedules.change(tx, deployment, change).replaceWith(added);
                });
    }

    /** Changes one schedule, or removes it if there is no body. */
    Uni<Void> changeSchedule(
            SqlConnection tx, String workspace, UUID id, UUID scheduleId, @Nullable ScheduleBody body) {
        return deployments
                .findForUpdate(tx, workspace, id)
                .map(found -> found.orElseThrow(Deployments::notFound))
                .chain(deployment -> schedules.of(tx, id).chain(existing -> {
                    var known = existing.stream()
                            .filter(schedule -> schedule.id().equals(scheduleId))
                            .findFirst()
                            .orElseThrow(() -> ApiProblem.notFound("Schedule not found"));
                    return schedules.change(tx, deployment, oneChange(known, body));
                }));
    }

    private ScheduleChange oneChange(DeploymentSchedule known, @Nullable ScheduleBody body) {
        if (body == null) {
            return new ScheduleChange(List.of(), List.of(), List.of(known.id()));
        }
        var wanted = body.applyTo(known, timing.now());
        return ScheduleChange.isSame(known, wanted)
                ? ScheduleChange.NONE
                : new ScheduleChange(List.of(), List.of(wanted), List.of());
    }

    /** The deployment, or a refusal. */
    Uni<Deployment> require(String workspace, UUID id) {
        return deployments.find(workspace, id).map(found -> found.orElseThrow(Deployments::notFound));
    }

    /** Removes the deployment and every run of it that was not started. */
    Uni<Void> delete(SqlConnection tx, String workspace, UUID id) {
        return deployments
                .findForUpdate(tx, workspace, id)
                .map(found -> found.orElseThrow(Deployments::notFound))
                .chain(deployment -> flows.find(tx, workspace, deployment.flowId())
                        .chain(flow -> facts.removed(tx, flow.orElseThrow(), deployment))
                        .chain(() -> schedules.removeScheduledRuns(tx, deployment))
                        .chain(() -> deployments.delete(tx, deployment)));
    }

    static ApiProblem notFound() {
        return ApiProblem.notFound("Deployment not found");
    }
}
