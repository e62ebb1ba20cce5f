package dev.slipway.scheduler.automation.definition;

import dev.slipway.scheduler.automation.template.ParameterTemplates;
import dev.slipway.scheduler.automation.template.TemplateFault;
import dev.slipway.scheduler.automation.template.Templates;
import dev.slipway.scheduler.automation.trigger.Fields;
import dev.slipway.scheduler.state.StateType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads actions as clients send them; the answer has every field. */
final class ActionReader {
    private static final String SUBJECT = "Prefect automated notification";

    private final Templates templates;

    ActionReader(Templates templates) {
        this.templates = templates;
    }

    JsonArray read(Fields body, String name) {
        var actions = new JsonArray();
        body.objects(name).forEach(action -> actions.add(read(action)));
        return actions;
    }

    private JsonObject read(Fields sent) {
        var type = ActionType.named(String.valueOf(sent.json().getValue("type")));
        if (type.isEmpty()) {
            sent.faults()
                    .add(
                            sent.at("type"),
                            "literal_error",
                            "Input should be one of "
                                    + Arrays.stream(ActionType.values())
                                            .map(known -> "'" + known.wireName() + "'")
                                            .toList(),
                            sent.json().getValue("type"));
            return new JsonObject();
        }
        var fields = new Fields(sent.json(), sent.at(type.get().model()), sent.faults());
        var action = new JsonObject().put("type", type.get().wireName());
        return switch (type.get()) {
            case RUN_DEPLOYMENT -> runDeployment(fields, target("deployment_id", fields, action));
            case PAUSE_DEPLOYMENT, RESUME_DEPLOYMENT -> target("deployment_id", fields, action);
            case PAUSE_WORK_POOL, RESUME_WORK_POOL -> target("work_pool_id", fields, action);
            case PAUSE_WORK_QUEUE, RESUME_WORK_QUEUE -> target("work_queue_id", fields, action);
            case PAUSE_AUTOMATION, RESUME_AUTOMATION -> target("automation_id", fields, action);
            case CHANGE_FLOW_RUN_STATE -> stateChange(fields, action);
            case SEND_NOTIFICATION -> notification(fields, action);
            case CALL_WEBHOOK -> webhook(fields, action);
            case DO_NOTHING, CANCEL_FLOW_RUN, DELETE_FLOW_RUN, SUSPEND_FLOW_RUN, RESUME_FLOW_RUN -> action;
        };
    }

    /** One that is named, or the one that the event is about. */
    private static JsonObject target(String idField, Fields fields, JsonObject action) {
        var source = fields.text("source", "selected");
        var id = fields.uuid(idField);
        if (!source.equals("selected") && !source.equals("inferred")) {
            fields.faults()
                    .add(fields.at("source"), "literal_error", "Input should be 'selected' or 'inferred'", source);
        } else if (source.equals("selected") != (id != null)) {
            fields.faults()
                    .addValueError(
                            fields.place(),
                            idField + " is " + (id == null ? "required" : "not allowed"),
                            fields.json());
        }
        return action.put("source", source).put(idField, text(id));
    }

    private JsonObject runDeployment(Fields fields, JsonObject action) {
        var parameters = fields.object("parameters");
        if (parameters != null) {
            ParameterTemplates.of(parameters).forEach(template -> check("parameters", template, fields));
        }
        var after = fields.duration("schedule_after");
        if (after != null && after.isNegative()) {
            fields.faults().addValueError(fields.at("schedule_after"), "timedelta must be non-negative", null);
        }
        return action.put("parameters", parameters)
                .put("job_variables", fields.object("job_variables"))
                .put("schedule_after", (after == null ? Duration.ZERO : after).toMillis() / 1000.0);
    }

    private static JsonObject stateChange(Fields fields, JsonObject action) {
        var state = fields.require("state") ? fields.textOrNull("state") : null;
        boolean isKnown =
                Arrays.stream(StateType.values()).anyMatch(type -> type.name().equals(state));
        if (!isKnown && fields.json().containsKey("state")) {
            fields.faults()
                    .add(
                            fields.at("state"),
                            "enum",
                            "Input should be one of " + Arrays.toString(StateType.values()),
                            fields.json().getValue("state"));
        }
        return action.put("name", fields.textOrNull("name"))
                .put("state", state)
                .put("message", fields.textOrNull("message"))
                .put("force", fields.bool("force", false));
    }

    private JsonObject notification(Fields fields, JsonObject action) {
        var body = fields.require("body") ? fields.text("body", "") : "";
        var subject = fields.text("subject", SUBJECT);
        check("subject", subject, fields);
        check("body", body, fields);
        return action.put("block_document_id", block(fields))
                .put("subject", subject)
                .put("body", body);
    }

    private JsonObject webhook(Fields fields, JsonObject action) {
        // older consoles send an object
        var payload =
                switch (fields.json().getValue("payload")) {
                    case JsonObject object -> object.encodePrettily();
                    case null, default -> fields.json().getValue("payload") == null ? "" : fields.text("payload", "");
                };
        check("payload", payload, fields);
        return action.put("block_document_id", block(fields)).put("payload", payload);
    }

    private static @Nullable String block(Fields fields) {
        return fields.require("block_document_id") ? text(fields.uuid("block_document_id")) : null;
    }

    private void check(String name, String template, Fields fields) {
        try {
            templates.validate(template);
        } catch (TemplateFault e) {
            fields.faults()
                    .addValueError(fields.at(name), "'" + name + "' is not a valid template: " + e.reason(), template);
        }
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
