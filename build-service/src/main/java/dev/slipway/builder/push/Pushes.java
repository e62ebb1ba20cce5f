package dev.slipway.builder.push;

import dev.slipway.builder.build.Build;
import dev.slipway.builder.build.BuildState;
import dev.slipway.builder.build.Builds;
import dev.slipway.builder.build.PushDetails;
import dev.slipway.builder.build.Source;
import dev.slipway.builder.project.Projects;
import dev.slipway.contracts.Envelope;
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
class Pushes {
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

    /** Once per step of a ref, however often it is told. */
    Uni<Void> received(SqlConnection tx, Envelope<?> event, PushReceived push) {
        return projects.defaultBranch(tx, push.workspace(), push.project()).chain(branch -> {
            if (branch.isEmpty()) {
                return drop(tx, push);
            }
            return push.ref().equals("refs/heads/" + branch.get()) ? order(tx, event, push) : ignore(tx, push);
        });
    }

    /** Another branch has the same deployments in its prefect.yaml; it must not overwrite those of the default branch. */
    private Uni<Void> ignore(SqlConnection tx, PushReceived push) {
        LOG.infof("a push of %s %s is not built: it is not the default branch", push.project(), push.ref());
        return repository.insert(tx, push.workspace(), recorded(push, 0, Push.Outcome.IGNORED, null));
    }

    private Uni<Void> drop(SqlConnection tx, PushReceived push) {
        LOG.warnf("a push of the unknown project %s (%s) was dropped", push.project(), push.ref());
        return repository.insert(tx, push.workspace(), recorded(push, 0, Push.Outcome.DROPPED, null));
    }

    private Uni<Void> order(SqlConnection tx, Envelope<?> event, PushReceived push) {
        String workspace = push.workspace();
        return repository.lockRef(tx, workspace, push.project(), push.ref()).chain(last -> repository
                .isKnown(tx, workspace, recorded(push, last, Push.Outcome.QUEUED, null))
                .chain(known -> known
                        ? Uni.createFrom().voidItem()
                        : repository
                                .newest(tx, workspace, push.project(), push.ref())
                                .chain(newest -> record(tx, event, push, newest, last))));
    }

    private Uni<Void> record(SqlConnection tx, Envelope<?> event, PushReceived push, Optional<Push> newest, long last) {
        var step =
                newest.map(one -> new PushOrder.Step(one.before(), one.after())).orElse(null);
        var place = PushOrder.place(step, last, new PushOrder.Step(push.before(), push.after()));
        Build build = build(event, push, place.generation());
        if (place.late()) {
            LOG.infof("a push of %s %s came after its successor and is not built", push.project(), push.ref());
            return repository.insert(tx, push.workspace(), recorded(push, place.generation(), Push.Outcome.LATE, null));
        }
        Push recorded = recorded(push, place.generation(), Push.Outcome.QUEUED, build.id());
        return repository
                .count(tx, push.workspace(), recorded)
                .chain(() -> repository.insert(tx, push.workspace(), recorded))
                .chain(() -> builds.queue(tx, build));
    }

    private static Push recorded(PushReceived push, long generation, Push.Outcome outcome, @Nullable UUID build) {
        return new Push(
                push.pushId(),
                push.project(),
                push.ref(),
                push.before(),
                push.after(),
                generation,
                outcome,
                build,
                push.receivedAt());
    }

    private Build build(Envelope<?> event, PushReceived push, long generation) {
        String correlation = event.correlationId();
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
                event.id(),
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
