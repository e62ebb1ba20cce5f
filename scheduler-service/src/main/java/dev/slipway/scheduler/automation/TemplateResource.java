package dev.slipway.scheduler.automation;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;

/** The templates of automations' actions: there is nothing that would render them. */
@Path("/api/templates/validate")
class TemplateResource {
    @POST
    public JsonObject validate(@Nullable String template) {
        throw declined();
    }

    static ApiProblem declined() {
        return ApiProblem.of(501, AutomationResource.NONE + ", and so no templates.");
    }
}
