package dev.slipway.builder.feedback;

import dev.slipway.builder.build.BuildReport;
import dev.slipway.builder.build.BuildReports;
import dev.slipway.builder.build.Source;
import dev.slipway.builder.feedback.StatusRepository.Waiting;
import dev.slipway.builder.gitlab.GitLabApi;
import dev.slipway.builder.gitlab.GitLabProject;
import dev.slipway.builder.manifest.Preview;
import dev.slipway.builder.project.BuildRules;
import dev.slipway.builder.project.Project;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Calls GitLab's API for one thing that it is to be told; blocking. */
@ApplicationScoped
class Teller {
    private static final Duration STATEMENT = Duration.ofSeconds(10);

    private final GitLabApi api;
    private final BuildReports reports;
    private final FeedbackConfig config;

    Teller(GitLabApi api, BuildReports reports, FeedbackConfig config) {
        this.api = api;
        this.reports = reports;
        this.config = config;
    }

    Verdict tell(Project project, String token, Waiting waiting) throws InterruptedException {
        GitLabProject there = GitLabProject.of(project, token);
        if (waiting.status().isEnvironment()) {
            return environment(project, there, waiting);
        }
        return waiting.status().isNote() ? note(project, there, waiting) : status(project, there, waiting);
    }

    private Verdict status(Project project, GitLabProject there, Waiting waiting) throws InterruptedException {
        if (!project.rules().commitStatuses()) {
            return new Verdict.Refused("The project's rules switch commit statuses off.");
        }
        CommitStatus status = waiting.status();
        var answer = api.call(
                there, "POST", "/statuses/" + status.source().commit(), status.body(buildUrl(status.buildId())));
        return Verdict.of(answer, waiting.attempt());
    }

    /** Previews have environments of their own, below the one that is named. */
    private Verdict environment(Project project, GitLabProject there, Waiting waiting) throws InterruptedException {
        CommitStatus status = waiting.status();
        String ref = status.source().ref();
        String name = project.rules().environment();
        if (name == null || status.source().isMergeRequest()) {
            return new Verdict.Refused("The project's rules name no environment for " + ref + ".");
        }
        boolean isPreview = project.rules().isPreview(ref, project.defaultBranch());
        String environment = isPreview ? name + "/" + new Preview(ref, false).suffix() : name;
        return new Environment(api, there, environment)
                .tell(status.deployment(environment))
                .map(answer -> Verdict.of(answer, waiting.attempt()))
                .orElseGet(Verdict.Told::new);
    }

    /** What the note says is how the newest build of the ref is now, whichever build was to be told. */
    private Verdict note(Project project, GitLabProject there, Waiting waiting) throws InterruptedException {
        Source source = waiting.status().source();
        BuildRules rules = project.rules();
        if (!rules.mergeRequestNotes()) {
            return new Verdict.Refused("The project's rules switch notes of merge requests off.");
        }
        if (!source.isMergeRequest()
                && (rules.previews().mergeRequests() || source.ref().equals("refs/heads/" + project.defaultBranch()))) {
            return new Verdict.Refused("No merge request has its note from this branch.");
        }
        BuildReport newest = reports.newest(source.workspace(), source.project(), source.ref())
                .await()
                .atMost(STATEMENT)
                .orElse(null);
        return newest == null
                ? new Verdict.Refused("The ref has no build.")
                : new MergeRequestNotes(api, there)
                        .tell(source, note(project, newest))
                        .map(answer -> Verdict.of(answer, waiting.attempt()))
                        .orElseGet(Verdict.Told::new);
    }

    private Note note(Project project, BuildReport newest) {
        return new Note(project.slug(), buildUrl(newest.build().id()), newest);
    }

    private String buildUrl(UUID build) {
        return config.publicUrl().toString().replaceFirst("/+$", "") + "/slipway/v1/builds/" + build;
    }
}
