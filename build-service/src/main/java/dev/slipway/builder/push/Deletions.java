package dev.slipway.builder.push;

import dev.slipway.builder.build.Builds;
import dev.slipway.builder.build.Source;
import dev.slipway.builder.project.Projects;
import dev.slipway.builder.push.Push.Outcome;
import dev.slipway.builder.push.Pushes.Told;
import dev.slipway.contracts.project.v1.ProjectRefGone;
import dev.slipway.contracts.push.v1.RefDeleted;
import dev.slipway.outbox.Cause;
import dev.slipway.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Records that refs are gone, and tells it of those that were built. */
@ApplicationScoped
class Deletions {
    private final PushRepository repository;
    private final Projects projects;
    private final Builds builds;
    private final Outbox outbox;
    private final Clock clock;

    Deletions(PushRepository repository, Projects projects, Builds builds, Outbox outbox, Clock clock) {
        this.repository = repository;
        this.projects = projects;
        this.builds = builds;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The ref is gone: what is queued for it is not built, unless the ref is there again. */
    Uni<Void> deleted(SqlConnection tx, Told told, RefDeleted gone) {
        String workspace = gone.workspace();
        return repository.lockRef(tx, workspace, gone.project(), gone.ref()).chain(last -> repository
                .newest(tx, workspace, gone.project(), gone.ref())
                .chain(newest -> {
                    boolean late = newest.isPresent()
                            && Pushes.isNothing(newest.get().before())
                            && !newest.get().after().equals(gone.before());
                    Push push = deletion(gone, told.source(), late ? last - 1 : last + 1, late);
                    return late
                            ? repository.insert(tx, workspace, push)
                            : repository
                                    .count(tx, workspace, push)
                                    .chain(() -> repository.insert(tx, workspace, push))
                                    .chain(() -> cancel(tx, gone))
                                    .chain(() -> tell(tx, told, gone, last));
                }));
    }

    private Uni<Void> cancel(SqlConnection tx, RefDeleted gone) {
        var source = new Source(gone.workspace(), gone.project(), gone.ref(), gone.before());
        return builds.cancelQueued(tx, source, "The ref was deleted before its build began.");
    }

    /** A ref that was never built has nothing that could be retired. */
    private Uni<Void> tell(SqlConnection tx, Told told, RefDeleted gone, long last) {
        if (last <= 0) {
            return Uni.createFrom().voidItem();
        }
        return projects.rules(tx, gone.workspace(), gone.project())
                .chain(known -> known.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : outbox.append(
                                tx,
                                new ProjectRefGone(
                                        gone.workspace(),
                                        gone.pushId(),
                                        gone.project(),
                                        gone.ref(),
                                        gone.before(),
                                        last + 1,
                                        known.get().whenDeleted(gone.ref()),
                                        clock.instant()),
                                cause(told, gone)));
    }

    private static Cause cause(Told told, RefDeleted gone) {
        String correlation = told.correlationId();
        return new Cause(correlation == null ? gone.pushId().toString() : correlation, told.eventId());
    }

    private static Push deletion(RefDeleted gone, Push.Source source, long generation, boolean late) {
        return new Push(
                gone.pushId(),
                gone.project(),
                gone.ref(),
                gone.before(),
                "0".repeat(gone.before().length()),
                generation,
                late ? Outcome.LATE : Outcome.DELETED,
                late ? "The ref was deleted, and is there again." : "The ref was deleted.",
                source,
                null,
                gone.receivedAt());
    }
}
