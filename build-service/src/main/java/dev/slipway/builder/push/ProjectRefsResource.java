package dev.slipway.builder.push;

import dev.slipway.builder.problem.Refused;
import dev.slipway.builder.project.Projects;
import dev.slipway.contracts.project.v1.WhenRefDeleted;
import dev.slipway.outbox.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/** The refs of a project that were built; asked by the gateway, which adds their deployments. */
@Path("/internal/v1/projects/{slug}/refs")
class ProjectRefsResource {
    private final PushRepository repository;
    private final Projects projects;
    private final Transactions transactions;

    ProjectRefsResource(PushRepository repository, Projects projects, Transactions transactions) {
        this.repository = repository;
        this.projects = projects;
        this.transactions = transactions;
    }

    /**
     * A branch or tag.
     *
     * @param commit zeros if the ref is deleted
     * @param whenDeleted what becomes of its deployments when it is deleted: keep, pause or delete
     */
    record Ref(String ref, String commit, boolean deleted, String whenDeleted) {}

    @GET
    public Uni<List<Ref>> of(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace, @RestPath String slug) {
        return transactions.read(tx -> projects.rules(tx, workspace, slug)
                .map(known -> known.orElseThrow(() -> Refused.notFound("The project " + slug)))
                .chain(rules -> repository.built(tx, workspace, slug).map(refs -> refs.entrySet().stream()
                        .map(ref -> ref(ref, rules.whenDeleted(ref.getKey())))
                        .toList())));
    }

    private static Ref ref(Map.Entry<String, String> ref, WhenRefDeleted when) {
        return new Ref(
                ref.getKey(),
                ref.getValue(),
                Pushes.isNothing(ref.getValue()),
                when.name().toLowerCase(Locale.ROOT));
    }
}
