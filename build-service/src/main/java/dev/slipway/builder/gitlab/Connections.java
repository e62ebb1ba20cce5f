package dev.slipway.builder.gitlab;

import dev.slipway.builder.gitlab.Finding.Subject;
import dev.slipway.builder.problem.Refused;
import dev.slipway.builder.project.Project;
import dev.slipway.builder.project.Projects;
import dev.slipway.contracts.project.v1.ProjectTokenRefused;
import dev.slipway.outbox.Cause;
import dev.slipway.outbox.Outbox;
import dev.slipway.outbox.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/** Projects and their GitLabs; what takes a while is done on threads of its own. */
@ApplicationScoped
public class Connections {
    private static final Logger LOG = Logger.getLogger(Connections.class);
    private static final Duration STATEMENT = Duration.ofSeconds(10);

    private final Projects projects;
    private final ConnectionRepository repository;
    private final GitLabApi api;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;

    Connections(
            Projects projects,
            ConnectionRepository repository,
            GitLabApi api,
            Transactions transactions,
            Outbox outbox,
            Clock clock) {
        this.projects = projects;
        this.repository = repository;
        this.api = api;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Looks at the project's GitLab, makes the webhook, and keeps what was found. */
    Uni<Connection> connect(String workspace, String slug, HookRequest wanted) {
        return onOwnThread(() -> {
            String token = wanted.gitToken();
            if (token != null && !token.isBlank()) {
                projects.replaceToken(workspace, slug, token).await().atMost(STATEMENT);
            }
            Project project = project(workspace, slug);
            Connection found = connection(project, wanted);
            repository.save(workspace, slug, found).await().atMost(STATEMENT);
            String branch = found.defaultBranch();
            if (wanted.adoptDefaultBranch() && branch != null && !branch.equals(project.defaultBranch())) {
                projects.adoptDefaultBranch(workspace, slug, branch).await().atMost(STATEMENT);
            }
            LOG.infof("project %s and its GitLab: %s", slug, found.state());
            return found;
        });
    }

    private Connection connection(Project project, HookRequest wanted) throws InterruptedException {
        String token = project.gitToken();
        if (token == null) {
            var finding = new Finding(Subject.TOKEN, false, "The project has no access token.");
            return new Connection(
                    ConnectionState.NO_TOKEN, List.of(finding), null, null, null, null, null, clock.instant());
        }
        return new Examination(api, GitLabProject.of(project, token), clock.instant()).connect(wanted);
    }

    /** GitLab does not take the project's token any more; nothing else is known until it is looked at again. */
    public Uni<Void> tokenRefused(String workspace, String slug, String why) {
        var finding = new Finding(Subject.TOKEN, false, "GitLab refuses the token: " + why);
        var event = new ProjectTokenRefused(workspace, slug, why, clock.instant());
        return transactions.run(tx -> repository
                .refuse(tx, workspace, slug, finding, clock.instant())
                .chain(isNews -> isNews
                        ? outbox.append(tx, event, Cause.NONE)
                        : Uni.createFrom().voidItem()));
    }

    /** Removes the webhook from GitLab; false if that was not possible. */
    Uni<Boolean> disconnect(String workspace, String slug, String hookUrl) {
        return onOwnThread(() -> {
            Project project = project(workspace, slug);
            String token = project.gitToken();
            try {
                return token != null && new Webhook(api, GitLabProject.of(project, token)).delete(hookUrl);
            } catch (GitLabUnreachable e) {
                LOG.infof("the webhook of %s stays in GitLab: %s", slug, e.getMessage());
                return false;
            }
        });
    }

    /** What was found last. */
    Uni<Connection> find(String workspace, String slug) {
        return repository
                .find(workspace, slug)
                .map(found -> found.orElseThrow(() -> Refused.notFound("A look at the GitLab of the project " + slug)));
    }

    private Project project(String workspace, String slug) {
        return projects.find(workspace, slug)
                .await()
                .atMost(STATEMENT)
                .orElseThrow(() -> Refused.notFound("The project " + slug));
    }

    private static <T> Uni<T> onOwnThread(Callable<T> work) {
        return Uni.createFrom()
                .emitter(emitter -> Thread.ofVirtual().name("gitlab").start(() -> {
                    try {
                        emitter.complete(Objects.requireNonNull(work.call()));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        emitter.fail(e);
                    } catch (Exception e) {
                        emitter.fail(e);
                    }
                }));
    }
}
