package dev.slipway.builder.push;

import dev.slipway.contracts.Ids;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.push.v1.RefDeleted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Pushes of which no delivery came; they go the way of all pushes. */
@ApplicationScoped
public class MissedPushes {
    private final Pushes pushes;
    private final Deletions deletions;
    private final PushRepository repository;
    private final Clock clock;
    private final Ids ids;

    MissedPushes(Pushes pushes, Deletions deletions, PushRepository repository, Clock clock, Ids ids) {
        this.pushes = pushes;
        this.deletions = deletions;
        this.repository = repository;
        this.clock = clock;
        this.ids = ids;
    }

    /** From which commit to which; zeros for none. */
    public record Step(String ref, String before, String after) {}

    /** The commit that was told last of each ref of the project, zeros if it was deleted. */
    public Uni<Map<String, String>> told(SqlConnection tx, String workspace, String project) {
        return repository.lastOfEachRef(tx, workspace, project);
    }

    /** Records a push that was found. */
    public Uni<Void> missed(SqlConnection tx, String workspace, String project, Step step) {
        UUID id = ids.next();
        if (Pushes.isNothing(step.after())) {
            return deletions.deleted(
                    tx,
                    new Pushes.Told(Push.Source.POLL, null, null),
                    new RefDeleted(workspace, id, project, step.ref(), step.before(), clock.instant()));
        }
        var push = new PushReceived(
                workspace,
                id,
                project,
                step.ref(),
                step.before(),
                step.after(),
                null,
                null,
                List.of(),
                true,
                Map.of(),
                clock.instant());
        return pushes.received(tx, new Pushes.Told(Push.Source.POLL, null, null), push);
    }
}
