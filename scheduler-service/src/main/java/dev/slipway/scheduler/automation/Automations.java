package dev.slipway.scheduler.automation;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.automation.definition.Definition;
import dev.slipway.scheduler.automation.definition.RunLoops;
import dev.slipway.scheduler.automation.template.Templates;
import dev.slipway.scheduler.automation.trigger.EventTrigger;
import dev.slipway.scheduler.automation.trigger.Posture;
import dev.slipway.scheduler.automation.trigger.Trigger;
import dev.slipway.scheduler.event.Lifecycle;
import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Automations change together with what is watched for them, and with the events that say so. */
@ApplicationScoped
public class Automations {
    private final AutomationRepository automations;
    private final Lifecycle lifecycle;
    private final Templates templates;
    private final Clock clock;
    private final Ids ids;

    Automations(AutomationRepository automations, Lifecycle lifecycle, Templates templates, Clock clock, Ids ids) {
        this.automations = automations;
        this.lifecycle = lifecycle;
        this.templates = templates;
        this.clock = clock;
        this.ids = ids;
    }

    /** Makes the automation that the body describes. */
    public Uni<Automation> create(SqlConnection tx, String workspace, JsonObject body) {
        return create(tx, workspace, Definition.create(body, templates, ids));
    }

    private Uni<Automation> create(SqlConnection tx, String workspace, Definition asked) {
        var now = clock.instant();
        var made = Automation.of(ids.next(), workspace, now, now, asked);
        var owner = asked.ownerResource();
        return save(tx, made, asked.trigger(), "created")
                .chain(() -> automations.relateToDeployments(tx, made.id(), asked.selectedDeployments()))
                .chain(() -> owner == null ? Uni.createFrom().voidItem() : automations.giveTo(tx, made.id(), owner))
                .replaceWith(made);
    }

    Uni<Void> replace(SqlConnection tx, String workspace, UUID id, JsonObject body) {
        var asked = Definition.replace(body, templates, ids);
        return get(tx, workspace, id).chain(old -> {
            var changed = Automation.of(id, workspace, old.created(), clock.instant(), asked);
            // the triggers have new ids
            return automations
                    .forgetSeen(tx, id)
                    .chain(() -> save(tx, changed, asked.trigger(), "updated"))
                    .chain(() -> automations.relateToDeployments(tx, id, asked.selectedDeployments()));
        });
    }

    /** Pauses or resumes it. */
    public Uni<Void> enable(SqlConnection tx, String workspace, UUID id, boolean isEnabled) {
        return get(tx, workspace, id).chain(old -> {
            var trigger = old.readTrigger();
            RunLoops.refuse(isEnabled, trigger, old.actions());
            return save(tx, old.with(isEnabled, clock.instant()), trigger, "updated");
        });
    }

    Uni<Void> delete(SqlConnection tx, String workspace, UUID id) {
        return get(tx, workspace, id).chain(old -> delete(tx, old));
    }

    /** Removes what belongs to a resource. */
    public Uni<Void> deleteOwnedBy(SqlConnection tx, String workspace, String resource) {
        return automations.ownedBy(tx, workspace, resource).chain(owned -> {
            Uni<Void> done = Uni.createFrom().voidItem();
            for (Automation automation : owned) {
                done = done.chain(() -> delete(tx, automation));
            }
            return done;
        });
    }

    private Uni<Void> delete(SqlConnection tx, Automation automation) {
        return automations.delete(tx, automation.id()).chain(() -> tell(tx, automation, "deleted"));
    }

    private Uni<Automation> get(SqlConnection tx, String workspace, UUID id) {
        return automations.findForUpdate(tx, workspace, id).map(found -> found.orElseThrow(Automations::notFound));
    }

    private Uni<Void> save(SqlConnection tx, Automation automation, Trigger trigger, String action) {
        return automations
                .save(tx, automation)
                .chain(() -> watch(tx, automation, trigger))
                .chain(() -> tell(tx, automation, action));
    }

    /** What proactive triggers expect is looked for from now on, as long as the automation is enabled. */
    private Uni<Void> watch(SqlConnection tx, Automation automation, Trigger trigger) {
        var watched = trigger.eventTriggers()
                .filter(event -> automation.enabled() && event.posture() == Posture.PROACTIVE)
                .map(EventTrigger::id)
                .toArray(UUID[]::new);
        return automations.watch(tx, automation.id(), watched, clock.instant());
    }

    private Uni<Void> tell(SqlConnection tx, Automation automation, String action) {
        var subject = new Lifecycle.Subject(
                automation.id(), automation.name(), WireJson.object(automation).getMap(), List.of());
        return lifecycle.append(tx, automation.workspace(), "automation", action, subject);
    }

    static ApiProblem notFound() {
        return ApiProblem.notFound("Automation not found");
    }
}
