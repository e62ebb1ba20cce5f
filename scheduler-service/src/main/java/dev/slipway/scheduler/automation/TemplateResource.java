package dev.slipway.scheduler.automation;

import dev.slipway.scheduler.automation.template.TemplateFault;
import dev.slipway.scheduler.automation.template.Templates;
import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Says whether a text is a template that actions could use; older consoles ask automations. */
@Path("/api/templates/validate")
class TemplateResource {
    private static final int UNPROCESSABLE = 422;

    private final Templates templates;

    TemplateResource(Templates templates) {
        this.templates = templates;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public RestResponse<Object> validate(@Nullable String body) {
        return answer(templates, body);
    }

    static RestResponse<Object> answer(Templates templates, @Nullable String body) {
        var template = template(body);
        try {
            templates.validate(template);
            return RestResponse.noContent();
        } catch (TemplateFault e) {
            var error = new JsonObject()
                    .put("line", e.line())
                    .put("message", e.reason())
                    .put("source", template);
            return RestResponse.ResponseBuilder.<Object>create(UNPROCESSABLE)
                    .entity(new JsonObject().put("error", error))
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .build();
        }
    }

    /** A JSON string; nothing is the empty template. */
    private static String template(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return "";
        }
        try {
            if (Json.decodeValue(body) instanceof String template) {
                return template;
            }
        } catch (DecodeException e) {
            throw ApiProblem.invalid("The body is not JSON.");
        }
        throw ApiProblem.invalid("Input should be a valid string");
    }
}
