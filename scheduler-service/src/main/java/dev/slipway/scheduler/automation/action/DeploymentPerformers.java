package dev.slipway.scheduler.automation.action;

import static java.util.Objects.requireNonNullElse;

import dev.slipway.scheduler.automation.template.ParameterTemplates;
import dev.slipway.scheduler.automation.template.TemplateFault;
import dev.slipway.scheduler.automation.template.Templates;
import dev.slipway.scheduler.deployment.DeploymentCommands;
import dev.slipway.scheduler.json.WireTimes;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Runs, pauses and resumes deployments. */
@ApplicationScoped
class DeploymentPerformers {
    private static final String KIND = "deployment";

    private final DeploymentCommands deployments;
    private final TemplateValues values;
    private final Templates templates;
    private final Clock clock;

    DeploymentPerformers(DeploymentCommands deployments, TemplateValues values, Templates templates, Clock clock) {
        this.deployments = deployments;
        this.values = values;
        this.templates = templates;
        this.clock = clock;
    }

    Performer.Change pause(TriggeredAction action, Report report, boolean isPaused) {
        UUID id = target(action, report);
        report.status(200);
        return tx -> deployments.pause(tx, action.workspace(), id, isPaused);
    }

    Performer.Change run(TriggeredAction action, Report report) {
        UUID id = target(action, report);
        var body = new JsonObject()
                .put("parameters", parameters(action, report))
                .put("job_variables", action.action().getJsonObject("job_variables"))
                .put("idempotency_key", action.idempotencyKey())
                .put("state", scheduled(action));
        return tx -> deployments
                .run(tx, action.workspace(), id, body, creator(action))
                .invoke(submitted -> {
                    report.status(submitted.isNew() ? 201 : 200);
                    report.relate(
                            "flow-run",
                            "prefect.flow-run." + submitted.run().id(),
                            submitted.run().name());
                })
                .replaceWithVoid();
    }

    private static UUID target(TriggeredAction action, Report report) {
        UUID id = Inference.target(action, "deployment_id", KIND);
        report.target("prefect.deployment." + id);
        return id;
    }

    private static JsonObject creator(TriggeredAction action) {
        return new JsonObject()
                .put("id", action.automationId().toString())
                .put("type", "AUTOMATION")
                .put("display_value", action.automationName());
    }

    private JsonObject scheduled(TriggeredAction action) {
        var after = Duration.ofMillis(Math.round(action.action().getDouble("schedule_after", 0.0) * 1000));
        return new JsonObject()
                .put("type", "SCHEDULED")
                .put(
                        "state_details",
                        new JsonObject()
                                .put(
                                        "scheduled_time",
                                        WireTimes.format(clock.instant().plus(after))));
    }

    private JsonObject parameters(TriggeredAction action, Report report) {
        var given = requireNonNullElse(action.action().getJsonObject("parameters"), new JsonObject());
        var used = ParameterTemplates.of(given);
        if (used.isEmpty()) {
            return given;
        }
        try {
            return ParameterTemplates.render(given, templates, values.of(action, used));
        } catch (TemplateFault e) {
            report.detail("template_error", e.reason());
            throw new ActionFailed("Unable to create flow run from deployment: " + e.reason());
        }
    }
}
