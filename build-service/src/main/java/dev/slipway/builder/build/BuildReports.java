package dev.slipway.builder.build;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** How the newest build of a ref goes. */
@ApplicationScoped
public class BuildReports {
    private final BuildRepository builds;
    private final DeploymentOutcomeRepository outcomes;

    BuildReports(BuildRepository builds, DeploymentOutcomeRepository outcomes) {
        this.builds = builds;
        this.outcomes = outcomes;
    }

    /** Empty if the ref was never built. */
    public Uni<Optional<BuildReport>> newest(String workspace, String project, String ref) {
        return builds.list(workspace, new BuildFilter(project, ref, null, 1))
                .map(found -> found.stream().findFirst())
                .chain(newest -> newest.map(build -> report(build).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<BuildReport> report(Build build) {
        return outcomes.ofBuilds(List.of(build.id()))
                .map(known -> new BuildReport(build, known.getOrDefault(build.id(), List.of())));
    }
}
