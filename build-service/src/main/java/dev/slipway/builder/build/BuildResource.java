package dev.slipway.builder.build;

import dev.slipway.builder.problem.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Builds and their logs. */
@Path("/slipway/v1/builds")
class BuildResource {
    private static final String WORKSPACE = "X-Slipway-Workspace";
    private static final int PAGE = 1_000;
    private static final int LONGEST_LIST = 500;

    private final Builds builds;
    private final BuildLog log;
    private final DeploymentOutcomeRepository outcomes;
    private final Retries retries;

    BuildResource(Builds builds, Retries retries, BuildLog log, DeploymentOutcomeRepository outcomes) {
        this.builds = builds;
        this.retries = retries;
        this.log = log;
        this.outcomes = outcomes;
    }

    @GET
    public Uni<List<BuildView>> list(
            @HeaderParam(WORKSPACE) @DefaultValue("default") String workspace,
            @RestQuery @Nullable String project,
            @RestQuery @Nullable String ref,
            @RestQuery @Nullable String state,
            @RestQuery @DefaultValue("50") int limit) {
        var filter = new BuildFilter(project, ref, state(state), Math.clamp(limit, 1, LONGEST_LIST));
        return builds.list(workspace, filter).chain(this::views);
    }

    @GET
    @Path("/{id}")
    public Uni<BuildView> get(@HeaderParam(WORKSPACE) @DefaultValue("default") String workspace, @RestPath UUID id) {
        return builds.find(workspace, id).chain(found -> view(existing(found, id)));
    }

    @GET
    @Path("/{id}/log")
    public Uni<BuildView.LogView> log(
            @HeaderParam(WORKSPACE) @DefaultValue("default") String workspace,
            @RestPath UUID id,
            @RestQuery @DefaultValue("0") long after) {
        // the state is read first: lines are written before the build ends, so a page read after its end misses none
        return builds.find(workspace, id)
                .map(found -> existing(found, id).state().isFinal())
                .chain(ended -> log.page(workspace, id, after, PAGE)
                        .map(lines -> new BuildView.LogView(lines, ended && lines.size() < PAGE)));
    }

    @POST
    @Path("/{id}/cancel")
    public Uni<BuildView> cancel(@HeaderParam(WORKSPACE) @DefaultValue("default") String workspace, @RestPath UUID id) {
        return builds.cancel(workspace, id, "The build was cancelled by a user.")
                .chain(before -> builds.find(workspace, existing(before, id).id()))
                .chain(after -> view(existing(after, id)));
    }

    @POST
    @Path("/{id}/retry")
    public Uni<BuildView> retry(@HeaderParam(WORKSPACE) @DefaultValue("default") String workspace, @RestPath UUID id) {
        return retries.retry(workspace, id).chain(this::view);
    }

    private Uni<BuildView> view(Build build) {
        return views(List.of(build)).map(List::getFirst);
    }

    private Uni<List<BuildView>> views(List<Build> found) {
        return outcomes.ofBuilds(found.stream().map(Build::id).toList()).map(known -> found.stream()
                .map(build -> BuildView.of(build, known.getOrDefault(build.id(), List.of())))
                .toList());
    }

    private static Build existing(Optional<Build> found, UUID id) {
        return found.orElseThrow(() -> Refused.notFound("The build " + id));
    }

    private static @Nullable BuildState state(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        return Arrays.stream(BuildState.values())
                .filter(state -> state.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () -> Refused.invalid("state must be one of " + Arrays.toString(BuildState.values()) + "."));
    }
}
