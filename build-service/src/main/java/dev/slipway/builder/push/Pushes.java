package dev.slipway.builder.push;

import dev.slipway.builder.build.Build;
import dev.slipway.builder.build.BuildState;
import dev.slipway.builder.build.Builds;
import dev.slipway.builder.build.PushDetails;
import dev.slipway.builder.build.Source;
import dev.slipway.builder.project.Projects;
import dev.slipway.builder.push.Push.Outcome;
import dev.slipway.contracts.Ids;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.push.v1.PushReceived.Commit;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Records pushes in their order and queues their builds. */
@ApplicationScoped
public class Pushes {
    private static final Logger LOG = Logger.getLogger(Pushes.class);

    private final PushRepository repository;
    private final Projects projects;
    private final Builds builds;
    private final Clock clock;
    private final Ids ids;

    Pushes(PushRepository repository, Projects projects, Builds builds, Clock clock, Ids ids) {
        this.repository = repository;
        this.projects = projects;
        this.builds = builds;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * How a push came to us.
     *
     * @param eventId of the fact that caused it; null if we found it ourselves
     */
    record Told(
            Push.Source source,
            @Nullable UUID eventId,
            @Nullable String correlationId) {}

    /** Once per step of a ref, however often it is told. */
    Uni<Void> received(SqlConnection tx, Told told, PushReceived push) {
        return projects.rules(tx, push.workspace(), push.project()).chain(rules -> {
            if (rules.isEmpty()) {
                return note(tx, told, push, Outcome.DROPPED, "There is no such project.");
            }
            var against = new PushRules(rules.get().rules(), rules.get().defaultBranch()).against(push);
            return against.isPresent() ? note(tx, told, push, Outcome.IGNORED, against.get()) : order(tx, told, push);
        });
    }

    /** GitLab and git write zeros where there is no commit. */
    static boolean isNothing(String commit) {
        return commit.chars().allMatch(c -> c == '0');
    }

    private Uni<Void> note(SqlConnection tx, Told told, PushReceived push, Outcome outcome, String reason) {
        LOG.infof("a push of %s %s is not built: %s", push.project(), push.ref(), reason);
        return repository.insert(tx, push.workspace(), recorded(told, push, 0, outcome, reason));
    }

    private Uni<Void> order(SqlConnection tx, Told told, PushReceived push) {
        String workspace = push.workspace();
        return repository.lockRef(tx, workspace, push.project(), push.ref()).chain(last -> repository
                .isKnown(tx, workspace, recorded(told, push, last, Outcome.QUEUED, null))
                .chain(known -> known && !push.ref().startsWith("refs/tags/")
                        ? Uni.createFrom().voidItem()
                        : repository
                                .newest(tx, workspace, push.project(), push.ref())
                                .chain(newest -> record(tx, told, push, newest, last))));
    }

    private Uni<Void> record(SqlConnection tx, Told told, PushReceived push, Optional<Push> newest, long last) {
        if (newest.isPresent() && newest.get().after().equals(push.after())) {
            return note(tx, told, push, Outcome.KNOWN, "The commit is the newest of the ref already.");
        }
        var step =
                newest.map(one -> new PushOrder.Step(one.before(), one.after())).orElse(null);
        var place = PushOrder.place(step, last, new PushOrder.Step(push.before(), push.after()));
        if (place.late()) {
            String why = "A newer push of the ref was known already.";
            LOG.infof("a push of %s %s is not built: %s", push.project(), push.ref(), why);
            return repository.insert(tx, push.workspace(), recorded(told, push, place.generation(), Outcome.LATE, why));
        }
        Build build = build(told, push, place.generation());
        Push recorded = recorded(told, push, place.generation(), Outcome.QUEUED, null, build.id());
        return repository
                .count(tx, push.workspace(), recorded)
                .chain(() -> repository.insert(tx, push.workspace(), recorded))
                .chain(() -> builds.queue(tx, build));
    }

    private static Push recorded(
            Told told, PushReceived push, long generation, Outcome outcome, @Nullable String reason) {
        return recorded(told, push, generation, outcome, reason, null);
    }

    private static Push recorded(
            Told told,
            PushReceived push,
            long generation,
            Outcome outcome,
            @Nullable String reason,
            @Nullable UUID build) {
        return new Push(
                push.pushId(),
                push.project(),
                push.ref(),
                push.before(),
                push.after(),
                generation,
                outcome,
                reason,
                told.source(),
                build,
                push.receivedAt());
    }

    private Build build(Told told, PushReceived push, long generation) {
        String correlation = told.correlationId();
        return new Build(
                ids.next(),
                push.pushId(),
                new Source(push.workspace(), push.project(), push.ref(), push.after()),
                details(push),
                generation,
                BuildState.QUEUED,
                null,
                null,
                List.of(),
                List.of(),
                0,
                correlation == null ? push.pushId().toString() : correlation,
                told.eventId(),
                clock.instant(),
                null,
                null);
    }

    private static PushDetails details(PushReceived push) {
        Commit head = push.commits().stream()
                .filter(commit -> commit.id().equals(push.after()))
                .findFirst()
                .orElse(null);
        if (head == null) {
            return new PushDetails(push.before(), push.defaultBranch(), null, null, null, null);
        }
        String author = head.authorName() == null ? null : head.authorName() + " <" + head.authorEmail() + ">";
        return new PushDetails(
                push.before(), push.defaultBranch(), head.title(), head.message(), author, head.timestamp());
    }
}
