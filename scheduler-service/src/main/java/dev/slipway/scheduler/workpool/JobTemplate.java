package dev.slipway.scheduler.workpool;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rules for a pool's base job template. */
final class JobTemplate {
    /** References to blocks and variables are no placeholders: they are resolved when a job is made. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{\\s*(?!prefect\\.|\\$)([\\w\\.\\-\\[\\]$]+)\\s*\\}\\}");

    private JobTemplate() {}

    /** Refuses a template that is not empty and lacks a part, or uses a variable that it does not declare. */
    static JsonObject valid(JsonObject template) {
        if (template.isEmpty()) {
            return template;
        }
        var configuration = part(template, "job_configuration");
        var declared = part(template, "variables").getJsonObject("properties", new JsonObject());
        var undeclared = new TreeSet<String>();
        var placeholders = PLACEHOLDER.matcher(configuration.encode());
        while (placeholders.find()) {
            if (!declared.containsKey(placeholders.group(1))) {
                undeclared.add(placeholders.group(1));
            }
        }
        if (!undeclared.isEmpty()) {
            throw ApiProblem.invalid("The variables specified in the job configuration template must be present as"
                    + " properties in the variables schema. Your job configuration uses the following undeclared"
                    + " variable(s): " + String.join(" ,", undeclared) + ".");
        }
        return template;
    }

    private static JsonObject part(JsonObject template, String name) {
        if (template.getValue(name) instanceof JsonObject part && !part.isEmpty()) {
            return part;
        }
        throw ApiProblem.invalid(
                "The `base_job_template` must contain both a `job_configuration` key and a `variables` key.");
    }
}
