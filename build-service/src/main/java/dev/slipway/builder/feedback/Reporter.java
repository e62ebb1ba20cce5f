package dev.slipway.builder.feedback;

import dev.slipway.builder.build.Source;
import dev.slipway.builder.feedback.StatusRepository.Waiting;
import dev.slipway.builder.gitlab.Connections;
import dev.slipway.builder.gitlab.GitLabUnreachable;
import dev.slipway.builder.project.Project;
import dev.slipway.builder.project.Projects;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Tells GitLab one status and does what its answer asks for; blocking. */
@ApplicationScoped
class Reporter {
    private static final Logger LOG = Logger.getLogger(Reporter.class);
    private static final Duration PRUNE_EVERY = Duration.ofHours(1);
    private static final Duration STATEMENT = Duration.ofSeconds(10);

    private final StatusRepository repository;
    private final Projects projects;
    private final Connections connections;
    private final Teller teller;
    private final Clock clock;
    private final Settings settings;

    Reporter(
            StatusRepository repository,
            Projects projects,
            Connections connections,
            Teller teller,
            Clock clock,
            Settings settings) {
        this.repository = repository;
        this.projects = projects;
        this.connections = connections;
        this.teller = teller;
        this.clock = clock;
        this.settings = settings;
    }

    /** False if nothing waits. */
    boolean tellNext() throws InterruptedException {
        Instant now = clock.instant();
        Optional<Waiting> claimed =
                await(repository.claim(now, now.plus(settings.config().lease())));
        if (claimed.isEmpty()) {
            if (settings.isPruningDue(now)) {
                await(repository.prune(now.minus(settings.config().keep())));
            }
            return false;
        }
        Waiting waiting = claimed.get();
        Verdict verdict = waiting.since().plus(settings.config().giveUpAfter()).isBefore(now)
                ? new Verdict.Refused("It was tried for too long.")
                : verdict(waiting);
        settings.count(verdict);
        act(waiting, verdict);
        return true;
    }

    private Verdict verdict(Waiting waiting) throws InterruptedException {
        Source source = waiting.status().source();
        Optional<Project> project = await(projects.find(source.workspace(), source.project()));
        String token = project.map(Project::gitToken).orElse(null);
        if (project.isEmpty() || token == null) {
            return new Verdict.Refused("The project has no token.");
        }
        try {
            return teller.tell(project.get(), token, waiting);
        } catch (GitLabUnreachable e) {
            return new Verdict.Later(Verdict.pause(waiting.attempt()), true, String.valueOf(e.getMessage()));
        }
    }

    private void act(Waiting waiting, Verdict verdict) {
        Instant now = clock.instant();
        Source source = waiting.status().source();
        switch (verdict) {
            case Verdict.Told told -> await(repository.end(waiting, now, null));
            case Verdict.Refused refused -> {
                LOG.infof("GitLab is not told of %s of %s: %s", waiting.status().name(), source, refused.why());
                await(repository.end(waiting, now, refused.why()));
            }
            case Verdict.Later later -> postpone(waiting, later.pause(), later.all(), later.why());
            case Verdict.TokenRefused refused -> {
                LOG.warnf("GitLab refuses the token of the project %s: %s", source.project(), refused.why());
                await(connections.tokenRefused(source.workspace(), source.project(), refused.why()));
                postpone(waiting, Verdict.TOKEN_PAUSE, true, refused.why());
            }
        }
    }

    private void postpone(Waiting waiting, Duration pause, boolean all, String why) {
        Instant when = clock.instant().plus(pause);
        await(repository.later(waiting, when, why));
        if (all) {
            await(repository.allLater(waiting.status().source(), when));
        }
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(STATEMENT);
    }

    /** What the configuration says, and what is counted. */
    @ApplicationScoped
    static class Settings {
        private final FeedbackConfig config;
        private final MeterRegistry metrics;
        private final AtomicLong pruned = new AtomicLong();

        Settings(FeedbackConfig config, MeterRegistry metrics) {
            this.config = config;
            this.metrics = metrics;
        }

        /** True once an hour. */
        boolean isPruningDue(Instant now) {
            long last = pruned.get();
            return now.toEpochMilli() - last > PRUNE_EVERY.toMillis() && pruned.compareAndSet(last, now.toEpochMilli());
        }

        FeedbackConfig config() {
            return config;
        }

        void count(Verdict verdict) {
            metrics.counter(
                            "builder_commit_statuses_total",
                            "verdict",
                            verdict.getClass().getSimpleName())
                    .increment();
        }
    }
}
