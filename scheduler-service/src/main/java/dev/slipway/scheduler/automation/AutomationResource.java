package dev.slipway.scheduler.automation;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.automation.template.Templates;
import dev.slipway.scheduler.automation.trigger.Faults;
import dev.slipway.scheduler.automation.trigger.Fields;
import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.ListQuery;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/automations")
class AutomationResource {
    private final AutomationRepository stored;
    private final Automations automations;
    private final Transactions transactions;
    private final Listing listing;
    private final Templates templates;
    private final CurrentCaller caller;

    AutomationResource(
            AutomationRepository stored,
            Automations automations,
            Transactions transactions,
            Listing listing,
            Templates templates,
            CurrentCaller caller) {
        this.stored = stored;
        this.automations = automations;
        this.transactions = transactions;
        this.listing = listing;
        this.templates = templates;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    public Uni<Automation> create(@Nullable JsonObject body) {
        var asked = required(body);
        var workspace = caller.workspace();
        return transactions.run(tx -> automations.create(tx, workspace, asked));
    }

    @GET
    @Path("{id}")
    public Uni<Automation> get(@RestPath UUID id) {
        return stored.find(caller.workspace(), id).map(found -> found.orElseThrow(Automations::notFound));
    }

    @PUT
    @Path("{id}")
    public Uni<Void> replace(@RestPath UUID id, @Nullable JsonObject body) {
        var asked = required(body);
        var workspace = caller.workspace();
        return transactions.run(tx -> automations.replace(tx, workspace, id, asked));
    }

    @PATCH
    @Path("{id}")
    public Uni<Void> change(@RestPath UUID id, @Nullable JsonObject body) {
        var fields = new Fields(required(body), List.of(), new Faults());
        fields.allowOnly(Set.of("enabled"));
        boolean isEnabled = fields.bool("enabled", true);
        fields.faults().refuse();
        var workspace = caller.workspace();
        return transactions.run(tx -> automations.enable(tx, workspace, id, isEnabled));
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(@RestPath UUID id) {
        var workspace = caller.workspace();
        return transactions.run(tx -> automations.delete(tx, workspace, id));
    }

    @POST
    @Path("filter")
    public Uni<List<Automation>> filter(@Nullable JsonObject body) {
        return stored.list(query(body), body);
    }

    @POST
    @Path("count")
    public Uni<Long> count(@Nullable JsonObject body) {
        return listing.count(query(body));
    }

    @POST
    @Path("templates/validate")
    @Consumes(MediaType.WILDCARD)
    public RestResponse<Object> validate(@Nullable String template) {
        return TemplateResource.answer(templates, template);
    }

    @GET
    @Path("related-to/{resource}")
    public Uni<List<Automation>> relatedTo(@RestPath String resource) {
        return stored.relatedTo(caller.workspace(), resource);
    }

    @DELETE
    @Path("owned-by/{resource}")
    @ResponseStatus(202)
    public Uni<Void> deleteOwnedBy(@RestPath String resource) {
        var workspace = caller.workspace();
        return transactions.run(tx -> automations.deleteOwnedBy(tx, workspace, resource));
    }

    private ListQuery query(@Nullable JsonObject body) {
        return listing.query(Target.AUTOMATIONS, caller.workspace(), body);
    }

    private static JsonObject required(@Nullable JsonObject body) {
        if (body == null) {
            throw ApiProblem.invalid("A JSON body is needed.");
        }
        return body;
    }
}
