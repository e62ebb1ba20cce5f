package dev.slipway.builder.project;

import dev.slipway.builder.problem.Refused;
import dev.slipway.builder.registry.Registries;
import dev.slipway.contracts.project.v1.WhenRefDeleted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The projects of a workspace. */
@ApplicationScoped
public class Projects {
    private final ProjectRepository repository;
    private final Registries registries;

    Projects(ProjectRepository repository, Registries registries) {
        this.repository = repository;
        this.registries = registries;
    }

    /** The project with its token. */
    public Uni<Optional<Project>> find(String workspace, String slug) {
        return repository.find(workspace, slug);
    }

    /** Which pushes are built; empty if there is no such project. */
    public Uni<Optional<Built>> rules(SqlConnection tx, String workspace, String slug) {
        return repository.rules(tx, workspace, slug);
    }

    /** What of a project is built. */
    public record Built(String defaultBranch, BuildRules rules) {
        /** What becomes of the deployments of a ref that is deleted. Those of the default branch stay, previews go. */
        public WhenRefDeleted whenDeleted(String ref) {
            if (rules.isPreview(ref, defaultBranch)) {
                return WhenRefDeleted.DELETE;
            }
            return ref.equals("refs/heads/" + defaultBranch)
                    ? WhenRefDeleted.KEEP
                    : WhenRefDeleted.valueOf(rules.whenRefDeleted().toUpperCase(Locale.ROOT));
        }
    }

    /** GitLab's default branch becomes the project's. */
    public Uni<Void> adoptDefaultBranch(String workspace, String slug, String branch) {
        return ProjectRules.isBranch(branch)
                ? repository.saveDefaultBranch(workspace, slug, branch)
                : Uni.createFrom().voidItem();
    }

    /** Another access token; everything else stays. */
    public Uni<Void> replaceToken(String workspace, String slug, String token) {
        return repository.saveToken(workspace, slug, token);
    }

    Uni<Project> saveRules(String workspace, String slug, @Nullable BuildRules rules) {
        BuildRules checked = ProjectRules.rules(rules);
        return repository
                .saveRules(workspace, slug, checked)
                .chain(() -> repository.find(workspace, slug))
                .map(found -> found.orElseThrow(() -> Refused.notFound("The project " + slug)));
    }

    Uni<List<Project>> all(String workspace) {
        return repository.all(workspace);
    }

    /** Creates or changes; without a token the known one stays, an empty one removes it. */
    Uni<Project> save(String workspace, String slug, ProjectRequest request) {
        return repository.find(workspace, slug).chain(known -> {
            Project project = ProjectRules.project(slug, request, known.orElse(null));
            return registries
                    .find(workspace, project.registry())
                    .invoke(registry -> requireRegistry(registry.isPresent(), project.registry()))
                    .chain(() -> repository.save(workspace, project))
                    .replaceWith(project);
        });
    }

    private static void requireRegistry(boolean exists, String name) {
        if (!exists) {
            throw Refused.invalid("The registry " + name + " does not exist; create it with PUT /slipway/v1/registries/"
                    + name + ".");
        }
    }

    Uni<Void> delete(String workspace, String slug) {
        return repository
                .delete(workspace, slug)
                .invoke(deleted -> {
                    if (!deleted) {
                        throw Refused.notFound("The project " + slug);
                    }
                })
                .replaceWithVoid();
    }
}
